import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, syncDestination, targets } from '@adonisjs/core/logger'

/** Commands print their answer on standard output, so their log goes to standard error (2). */
const destination = app.getEnvironment() === 'console' ? 2 : 1

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'reinforce-strategy-creator',
      level: env.get('LOG_LEVEL'),
      ...(app.inProduction || destination === 2
        ? { transport: { targets: [targets.file({ destination })] } }
        : { destination: await syncDestination() }),
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}

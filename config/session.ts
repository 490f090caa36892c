import env from '#start/env'
import { overHttps } from '#config/app'
import { defineConfig, stores } from '@adonisjs/session'

// the test client writes sessions into memory
export const sessionStore = env.get('NODE_ENV') === 'test' ? 'memory' : 'database'

/** Sessions live in PostgreSQL: any process can serve them, and they can be listed and revoked. */
export default defineConfig({
  enabled: true,
  cookieName: 'session',
  clearWithBrowser: false,
  age: '12h',
  cookie: { path: '/', httpOnly: true, secure: overHttps, sameSite: 'lax' },
  store: sessionStore,
  stores: {
    cookie: stores.cookie(),
    database: stores.database({ connectionName: 'postgres', tableName: 'sessions' }),
  },
})

import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import { once } from 'node:events'

/**
 * A process that takes trials of the study of its first argument until none is left, from a line of
 * input on: with a database and nothing else of the application, so that many start quickly.
 */
const app = new Ignitor(new URL('../../../', import.meta.url))
  .tap((booting) => {
    booting.rcContents({
      providers: [
        () => import('@adonisjs/core/providers/app_provider'),
        () => import('@adonisjs/lucid/database_provider'),
      ],
    })
  })
  .createApp('console')
await app.init()
await app.boot()
const { default: env } = await import('#start/env')
const { LiveHub } = await import('#live/live_hub')
const { exchangeLoop } = await import('#services/bench/exchange_loop')
const hub = new LiveHub(
  { connectionString: env.get('DATABASE_URL') },
  await app.container.make('logger')
)

process.stdout.write('ready\n')
await once(process.stdin, 'data')
process.stdin.pause()
process.stdout.write(`${JSON.stringify(await exchangeLoop(Number(process.argv[2]), 0, hub))}\n`)
await hub.close()
await app.terminate()

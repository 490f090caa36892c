import { prettyPrintError } from '@adonisjs/core'
import { configure, processCLIArgs, run } from '@japa/runner'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onStopSignal } from '../start/stop_signals.js'
import { ignite } from './application.js'

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

// a data folder and so a database of this run's own, and a port that nothing else has
const dataFolder = mkdtempSync(join(tmpdir(), 'rsc-test-'))
chmodSync(dataFolder, 0o755) // as root, PostgreSQL's own user enters it
Object.assign(process.env, {
  NODE_ENV: 'test',
  DATA_DIR: dataFolder,
  PORT: String(await freePort()),
})
delete process.env.DATABASE_URL
process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }))
// a PostgreSQL whose folder is gone ends by itself within a minute
onStopSignal(() => process.exit(130))

ignite()
  .testRunner()
  .configure(async (app) => {
    const { runnerHooks, ...config } = await import('../tests/bootstrap.js')
    processCLIArgs(process.argv.slice(2))
    configure({
      ...app.rcFile.tests,
      ...config,
      setup: runnerHooks.setup,
      teardown: [...runnerHooks.teardown, () => app.terminate()],
    })
  })
  .run(() => run())
  .catch((error) => {
    process.exitCode = 1
    void prettyPrintError(error)
  })

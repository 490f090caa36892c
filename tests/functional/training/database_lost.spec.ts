import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { spawn } from 'node:child_process'
import pg from 'pg'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ace, endOf } from '../system/processes.js'
import { setArguments, until } from './fixture.js'

/** Id of the server's process once its second run is in its middle, else null. */
async function midRun(server: string): Promise<number | null> {
  const pidFile = join(server, 'data/postmaster.pid')
  if (!existsSync(pidFile)) return null
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  const password = readFileSync(join(server, 'password'), 'utf8').trim()
  const login = { host: '127.0.0.1', user: 'postgres', database: 'postgres', password }
  const client = new pg.Client({ ...login, port: Number(lines[3]) })
  try {
    await client.connect()
    const { rows } = await client.query(
      "select 1 from training_runs where status = 'running' and episodes_done > 50"
    )
    return rows.length > 0 ? Number(lines[0]) : null
  } catch {
    return null // it is still starting
  } finally {
    await client.end().catch(() => null)
  }
}

test.group('A database that is lost', () => {
  test('is waited for in the middle of a run, which ends with the same weights', async ({
    assert,
    cleanup,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'rsc-lost-'))
    chmodSync(folder, 0o755) // as root, PostgreSQL's own user has to enter it
    cleanup(() => rmSync(folder, { recursive: true, force: true }))
    const env = {
      NODE_ENV: 'production', // in a test's environment the embedded server would not be durable
      DATA_DIR: folder,
      DATABASE_URL: undefined,
      LOG_LEVEL: 'error',
    }
    const fetched = await ace(['data:fetch', 'AAPL', '--source=sample', '--json'], env)
    assert.equal(fetched.code, 0, fetched.stderr)
    const changes = {
      'agent.hiddenLayers': [64, 64],
      'agent.trainEvery': 1,
      'training.episodes': 500,
    }
    const args = [
      'train',
      '--dataset=AAPL',
      '--preset=quick',
      '--seed=1',
      ...setArguments(changes),
      '--json',
    ]
    const expected = JSON.parse((await ace(args, env)).stdout).runs[0].weights_sha256
    const child = spawn(process.execPath, ['ace.js', ...args], {
      cwd: app.makePath(),
      env: { ...process.env, ...env },
      stdio: 'pipe',
    })
    const ended = endOf(child)
    const server = join(folder, 'postgres/server')
    process.kill(await until(() => midRun(server)), 'SIGKILL')
    const { code, stdout, stderr } = await ended
    assert.equal(code, 0, stderr)
    const [run] = JSON.parse(stdout).runs
    assert.equal(run.status, 'completed')
    assert.equal(run.weights_sha256, expected)
  }).timeout(240_000)
})

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ace, endOf } from '../system/processes.js'
import { setArguments } from './fixture.js'

test.group('A database that is lost', () => {
  test('is waited for in the middle of a run, which ends with the same weights', async ({
    assert,
    cleanup,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'rsc-lost-'))
    chmodSync(folder, 0o755) // as root, PostgreSQL's own user has to enter it
    cleanup(() => rmSync(folder, { recursive: true, force: true }))
    const env = { DATA_DIR: folder, DATABASE_URL: undefined, LOG_LEVEL: 'error' }
    const fetched = await ace(['data:fetch', 'AAPL', '--source=sample', '--json'], env)
    assert.equal(fetched.code, 0, fetched.stderr)
    const changes = {
      'agent.hiddenLayers': [64, 64],
      'agent.trainEvery': 1,
      'training.episodes': 1000,
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
    await new Promise((resolve) => setTimeout(resolve, 6000))
    const postmaster = join(folder, 'postgres/server/data/postmaster.pid')
    process.kill(Number(readFileSync(postmaster, 'utf8').split('\n')[0]), 'SIGKILL')
    const { code, stdout, stderr } = await ended
    assert.equal(code, 0, stderr)
    const [run] = JSON.parse(stdout).runs
    assert.equal(run.status, 'completed')
    assert.equal(run.weights_sha256, expected)
  }).timeout(240_000)
})

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import TrainingService from '#services/training_service'
import { ace, endOf } from '../system/processes.js'
import { ACTOR, sampleDataset, setArguments, SMALL, storedRun, until } from './fixture.js'

/** Long enough to be interrupted in its middle. */
const LONG = {
  'agent.hiddenLayers': [64, 64],
  'agent.trainEvery': 1,
  'training.episodes': 400,
  'training.recordEvery': 5,
}

const children = new Set<ChildProcess>()

function worker(): ChildProcess {
  const env = { ...process.env, LOG_LEVEL: 'warn', CHECKPOINT_SECONDS: '0.2' }
  const args = ['ace.js', 'worker', '--concurrency=1', '--json']
  const child = spawn(process.execPath, args, { cwd: app.makePath(), env, stdio: 'pipe' })
  children.add(child)
  return child
}

async function queued(seed: number): Promise<number> {
  const training = await app.container.make(TrainingService)
  const set = { ...SMALL, ...LONG }
  const datasets = [await sampleDataset()]
  const { runIds } = await training.launch({ datasets, preset: 'quick', set, seeds: [seed] }, ACTOR)
  return runIds[0]
}

async function untilEpisode(runId: number, episode: number): Promise<void> {
  await until(async () => ((await storedRun(runId)).episodes_done >= episode ? true : null))
}

async function untilEnded(runId: number): Promise<string> {
  return until(async () => {
    const { status } = await storedRun(runId)
    return ['completed', 'failed', 'cancelled'].includes(status) ? status : null
  }, 120)
}

/** Hash of the weights of an uninterrupted run. */
async function undisturbed(seed: number): Promise<string> {
  const args = [`--dataset=${await sampleDataset()}`, '--preset=quick', `--seed=${seed}`]
  const { stdout } = await ace(['train', ...args, ...setArguments(LONG), '--json'])
  return JSON.parse(stdout).runs[0].weights_sha256
}

test.group('Interrupted runs', (group) => {
  group.each.teardown(() => {
    for (const child of children) child.kill('SIGKILL')
    children.clear()
  })

  group.each.setup(async () => {
    await db.from('training_runs').where('status', 'queued').update({ status: 'cancelled' })
  })

  test('a killed worker’s run goes on elsewhere and ends with the same weights', async ({
    assert,
  }) => {
    const expected = await undisturbed(1)
    const runId = await queued(1)
    const first = worker()
    await until(async () => (await db.from('checkpoints').where('run_id', runId).first()) ?? null)
    await untilEpisode(runId, 60)
    first.kill('SIGKILL')
    await once(first, 'close')
    const second = worker()
    assert.equal(await untilEnded(runId), 'completed', (await storedRun(runId)).error_message ?? '')
    second.kill('SIGTERM')
    await endOf(second)
    const run = await storedRun(runId)
    assert.equal(run.weights_sha256, expected)
    assert.isAtLeast(run.attempts, 2)
    // no episode is there twice or missing
    const episodes = await db.from('episodes').where('run_id', runId).orderBy('sequence')
    assert.deepEqual(
      episodes.map(({ sequence }) => sequence),
      Array.from({ length: 480 }, (_, k) => k + 1)
    )
  }).timeout(240_000)

  test('a worker told to stop hands its run over behind a checkpoint', async ({ assert }) => {
    const expected = await undisturbed(2)
    const runId = await queued(2)
    const first = worker()
    await untilEpisode(runId, 40)
    first.kill('SIGTERM')
    const { code } = await endOf(first)
    assert.equal(code, 130)
    const { status, episodes_done: done } = await storedRun(runId)
    assert.equal(status, 'queued')
    const checkpoint = await db.from('checkpoints').where('run_id', runId).firstOrFail()
    assert.equal(checkpoint.episodes_done, done)
    const second = worker()
    assert.equal(await untilEnded(runId), 'completed', (await storedRun(runId)).error_message ?? '')
    second.kill('SIGTERM')
    await endOf(second)
    assert.equal((await storedRun(runId)).weights_sha256, expected)
  }).timeout(240_000)

  test('a cancelled run ends at its next step with what it has', async ({ assert }) => {
    const runId = await queued(3)
    const child = worker()
    await untilEpisode(runId, 20)
    const training = await app.container.make(TrainingService)
    await training.cancel(runId, ACTOR)
    assert.equal(await untilEnded(runId), 'cancelled')
    child.kill('SIGTERM')
    await endOf(child)
    const { episodes_done: done } = await storedRun(runId)
    assert.isAtLeast(done, 20)
    assert.isBelow(done, 400)
    assert.isNotNull(await db.from('models').where('run_id', runId).first())
  }).timeout(120_000)

  test('Ctrl+C cancels what train launched and exits with 130', async ({ assert }) => {
    const args = [`--dataset=${await sampleDataset()}`, '--preset=quick', '--seed=4', '--json']
    const child = spawn(process.execPath, ['ace.js', 'train', ...args, ...setArguments(LONG)], {
      cwd: app.makePath(),
      env: { ...process.env, LOG_LEVEL: 'warn' },
      stdio: 'pipe',
    })
    const ended = endOf(child)
    const run = await until(async () =>
      db
        .from('training_runs')
        .where('seed', 4)
        .where('status', 'running')
        .where('episodes_done', '>', 5)
        .first()
    )
    child.kill('SIGINT')
    const { code, stdout } = await ended
    assert.equal(code, 130)
    assert.equal(JSON.parse(stdout).error.code, 'E_INTERRUPTED')
    assert.equal((await storedRun(run.run_id)).status, 'cancelled')
  }).timeout(120_000)

  test('a dataset that a queued run needs cannot be deleted', async ({ assert }) => {
    const runId = await queued(6)
    await assert.rejects(() => db.from('datasets').delete(), /violates foreign key constraint/)
    assert.equal((await storedRun(runId)).status, 'queued')
  })
})

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { EvaluationPool } from '#compute/evaluation_pool'
import { EvaluationExecutor } from '#services/evaluation/evaluation_executor'
import EvaluationService from '#services/evaluation_service'
import { Queue } from '#services/queue'
import RunDatasets from '#services/training/run_datasets'
import { registerWorker } from '#services/worker_service'
import { ACTOR, until } from '../training/fixture.js'
import { kill, killWorkers, workerProcess } from '../training/worker_process.js'
import { evaluated, request, settled, trainedExperiment, workingHere } from './fixture.js'

/** Seconds of work, so that it can be cancelled in its middle. */
const LONG = { bootstrap: 100_000, randomDraws: 10_000 }

/**
 * Threads that evaluate again and again until they are stopped, for a fast machine is done before it
 * hears of it, and tell how they were.
 */
class EndlessPool extends EvaluationPool {
  thrown: unknown = null
  readonly #given = Promise.withResolvers<void>()

  get given(): Promise<void> {
    return this.#given.promise
  }

  override async evaluate(...given: Parameters<EvaluationPool['evaluate']>): Promise<never> {
    this.#given.resolve()
    try {
      for (;;) await super.evaluate(...given)
    } catch (error) {
      this.thrown = error
      throw error
    }
  }
}

interface Stored {
  readonly status: string
  readonly attempts: number
}

const stored = async (evaluationId: number) =>
  (await db.from('evaluation_runs').where('evaluation_id', evaluationId).firstOrFail()) as Stored
const documents = (evaluationId: number) =>
  db.from('evaluation_documents').where('evaluation_id', evaluationId)
/** What works evaluations, as a worker of this process would; `leave` when done with it. */
async function executorHere() {
  const pool = new EndlessPool(1)
  const queue = new Queue(env.get('DATABASE_URL'), logger)
  const worker = await registerWorker('worker', 1)
  const datasets = await app.container.make(RunDatasets)
  const executor = new EvaluationExecutor(pool, datasets, queue, worker.workerId)
  const leave = () => Promise.all([pool.close(), queue.stop(1), worker.leave()])
  return { executor, pool, leave }
}

const untilRunning = (evaluationId: number) =>
  until(async () => ((await stored(evaluationId)).status === 'running' ? true : null))

test.group('Cancelled evaluations', (group) => {
  let experimentId: number
  let evaluations: EvaluationService

  group.setup(async () => {
    evaluations = await app.container.make(EvaluationService)
    const { stop } = await workingHere()
    ;({ experimentId } = await trainedExperiment())
    await stop()
  })
  group.each.teardown(killWorkers)

  const requested = (settings = {}) =>
    request({ of: { experimentId }, range: 'validation', settings })

  test('one that computes ends with its thread, and nothing of it is stored', async ({
    assert,
  }) => {
    const { executor, pool, leave } = await executorHere()
    const evaluationId = await requested(LONG)
    const execution = executor.execute(evaluationId)
    // it is running in the database before a thread has it
    await Promise.race([pool.given, execution])
    await evaluations.cancel(evaluationId, ACTOR)
    await execution
    await leave()
    assert.propertyVal(pool.thrown, 'name', 'AbortError')
    assert.equal((await stored(evaluationId)).status, 'cancelled')
    assert.lengthOf(await documents(evaluationId), 0)
    const [event] = await db
      .from('audit_events')
      .where({ act: 'evaluation.cancel', object_id: String(evaluationId) })
    assert.deepEqual(event.details, {
      before: { status: 'running' },
      after: { status: 'cancelled' },
    })
  }).timeout(120_000)

  test('one whose worker is killed after the request stays cancelled', async ({ assert }) => {
    const evaluationId = await requested(LONG)
    const first = workerProcess()
    await untilRunning(evaluationId)
    await Promise.all([evaluations.cancel(evaluationId, ACTOR), kill(first)])
    // what the queue does with a dead worker's job: another is to have it
    const { executor, leave } = await executorHere()
    await executor.execute(evaluationId)
    await leave()
    assert.include(await stored(evaluationId), { status: 'cancelled', attempts: 1 })
    assert.lengthOf(await documents(evaluationId), 0)
  }).timeout(120_000)

  test('one that waits is never played, and what has ended cannot be cancelled', async ({
    assert,
  }) => {
    const waiting = await requested()
    await evaluations.cancel(waiting, ACTOR)
    const { stop } = await workingHere()
    const { evaluation_id: completed } = await evaluated({
      of: { experimentId },
      range: 'validation',
    })
    await stop()
    assert.include(await stored(waiting), { status: 'cancelled', attempts: 0 })
    for (const [id, status] of [
      [waiting, 'cancelled'],
      [completed, 'completed'],
    ] as const) {
      await assert.rejects(
        () => evaluations.cancel(id, ACTOR),
        `Evaluation ${id} is ${status} and cannot be cancelled.`
      )
    }
  }).timeout(120_000)

  test('with a walk-forward evaluation end the studies and runs of its folds', async ({
    assert,
  }) => {
    const walkForward = { folds: 2, mode: 'anchored' } as const
    const of = { of: { experimentId }, range: 'walk_forward' } as const
    const space = { 'agent.nStep': {} }
    const plain = await request({ ...of, walkForward })
    const tuned = await request({
      ...of,
      walkForward: { ...walkForward, retune: { space, trials: 2 } },
    })
    const { stop } = await workingHere()
    await evaluations.cancel(plain, ACTOR)
    await evaluations.cancel(tuned, ACTOR)
    const runs = await until(async () => {
      const found = (await db
        .from('training_runs as r')
        .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
        .whereIn('e.evaluation_id', [plain, tuned])
        .select('r.status', 'e.evaluation_id')) as { status: string; evaluation_id: number }[]
      return found.some(({ status }) => ['queued', 'running'].includes(status)) ? null : found
    })
    await stop()
    assert.lengthOf(runs, 4)
    assert.isTrue(runs.every(({ evaluation_id: id }) => Number(id) === plain))
    const studies = await db.from('studies').where('evaluation_id', tuned).select('status')
    assert.deepEqual(studies, [{ status: 'stopped' }, { status: 'stopped' }])
    for (const id of [plain, tuned]) {
      assert.equal((await settled(id)).status, 'cancelled')
    }
  }).timeout(120_000)
})

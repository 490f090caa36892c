import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { looksAt } from '#services/evaluation/evaluation_report'
import EvaluationService from '#services/evaluation_service'
import TrainingService from '#services/training_service'
import { ACTOR } from '../training/fixture.js'
import { evaluated, request, sheetOf, trainedExperiment, workingHere } from './fixture.js'

test.group('Sealed test range', (group) => {
  let experimentId: number
  let runIds: readonly number[]

  group.setup(async () => {
    const { stop } = await workingHere()
    ;({ experimentId, runIds } = await trainedExperiment())
    return stop
  })

  test('a look needs a reason, and without one nothing is recorded', async ({ assert }) => {
    const of = { experimentId }
    await assert.rejects(() => request({ of, range: 'test' }), /reason is empty/)
    await assert.rejects(
      () => request({ of, range: 'test', reason: 'x'.repeat(501) }),
      /reason has 501 characters, but may have 500/
    )
    const [{ n }] = await db.from('test_looks').count('* as n')
    assert.equal(Number(n), 0)
  })

  test('looks are numbered, and name who, when, why and at what', async ({ assert }) => {
    const evaluations = await app.container.make(EvaluationService)
    assert.equal(await evaluations.nextLook({ experimentId }), 1)
    const first = await evaluated({ of: { experimentId }, range: 'test', reason: 'first' })
    const second = await evaluated({ of: { runId: runIds[1] }, range: 'test', reason: 'second' })
    assert.deepEqual([first.look, second.look], [1, 2])
    const verdictOf = (evaluation: typeof first) =>
      sheetOf(evaluation).verdicts.find(({ name }) => name === 'sealed_looks')
    assert.equal(verdictOf(first)?.state, 'pass')
    assert.containsSubset(verdictOf(second), { state: 'warn', figure: 2 })
    const looks = await looksAt(second)
    assert.deepEqual(
      looks.map(({ reason, evaluation_id: id, run_id: runId }) => [reason, id, runId]),
      [
        ['first', first.evaluation_id, null],
        ['second', second.evaluation_id, runIds[1]],
      ]
    )
    assert.equal(await evaluations.nextLook({ experimentId }), 3)
  }).timeout(60_000)

  test('a look stays counted when its evaluation and its runs are deleted', async ({ assert }) => {
    const { experimentId: other, runIds: runs } = await trainedExperiment({}, [21])
    const { look, evaluation_id: id } = await evaluated({
      of: { experimentId: other },
      range: 'test',
      reason: 'to be deleted',
    })
    const evaluations = await app.container.make(EvaluationService)
    await evaluations.delete(id, ACTOR)
    const training = await app.container.make(TrainingService)
    await training.delete(runs[0], ACTOR)
    assert.equal(await evaluations.nextLook({ experimentId }), (look ?? 0) + 1)
  }).timeout(60_000)

  test('while a run trains the range stays sealed', async ({ assert }) => {
    await db.from('training_runs').where('run_id', runIds[1]).update({ status: 'queued' })
    const before = await db.from('test_looks').count('* as n').firstOrFail()
    await assert.rejects(
      () => request({ of: { experimentId }, range: 'test', reason: 'too early' }),
      /1 run of experiment \d+ still wait/
    )
    assert.deepEqual(await db.from('test_looks').count('* as n').firstOrFail(), before)
    await db.from('training_runs').where('run_id', runIds[1]).update({ status: 'completed' })
  })

  test('an evaluation on validation is no look', async ({ assert }) => {
    const before = await db.from('test_looks').count('* as n').firstOrFail()
    const evaluation = await evaluated({ of: { experimentId }, range: 'validation' })
    assert.isNull(evaluation.look)
    assert.deepEqual(await db.from('test_looks').count('* as n').firstOrFail(), before)
  })
})

import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { evaluationSubject, judgedRuns, notesOn } from '#services/evaluation/evaluation_subject'
import ExportService from '#services/models/export_service'
import ModelService from '#services/model_service'
import { studyReport } from '#services/tuning/study_report'
import type { TrialRow } from '#services/tuning/study_rows'
import { workingHere } from '../evaluation/fixture.js'
import { ACTOR } from '../training/fixture.js'
import { FEW, launched, settled, trialsOf, tuning } from './fixture.js'

const experimentOf = async ({ study_trial_id: trial }: TrialRow) =>
  (
    (await db.from('experiments').where('study_trial_id', trial).firstOrFail()) as {
      experiment_id: number
    }
  ).experiment_id

/** Rungs at 1, 2 and 5 episodes: 4 is too near the largest, and 5 is no power of 2. */
test.group('The winner of a study whose budget is no power', (group) => {
  let trials: readonly TrialRow[]
  let studyId: number

  group.setup(async () => {
    const empty = await testUtils.db().truncate()
    const worker = await workingHere()
    const set = { ...FEW.set, 'training.episodes': 5 }
    studyId = await launched({ set, seeds: [1, 2, 3], budget: { trials: 4 } })
    await settled(studyId)
    await worker.stop()
    trials = await trialsOf(studyId)
    return empty
  })

  const winner = async () => trials[(await studyReport(studyId)).best?.trial ?? -1]
  const stopped = () => trials.find(({ status }) => status === 'paused')!

  test('has trained to its end: it is evaluated, promoted and exported', async ({ assert }) => {
    const won = await winner()
    assert.deepEqual([won.status, won.resource], ['completed', 5])
    const experimentId = await experimentOf(won)
    const subject = await evaluationSubject({ experimentId })
    assert.lengthOf(judgedRuns(subject), 3)
    assert.deepEqual(notesOn(subject.runs), [])
    const models = await app.container.make(ModelService)
    const named = await models.promote({ experimentId, name: 'won', reason: 'A test.' }, ACTOR)
    assert.deepEqual(named, { experimentId, name: 'won', version: 1 })
    const exports = await app.container.make(ExportService)
    const exportId = await exports.make({ experimentId, format: 'json' }, ACTOR)
    const files = await db.from('model_export_files').where('model_export_id', exportId)
    assert.isNotEmpty(files)
  }).timeout(120_000)

  test('is trained anew for as many episodes', async ({ assert }) => {
    const { runIds } = await (await tuning()).retrain(studyId, (await winner()).number, [9], ACTOR)
    const run = await db.from('training_runs').where('run_id', runIds[0]).firstOrFail()
    assert.equal(run.episodes_total, 5)
  })

  test('a trial that stopped at a rung is refused as paused, and judged as paused', async ({
    assert,
  }) => {
    const experimentId = await experimentOf(stopped())
    const models = await app.container.make(ModelService)
    await assert.rejects(
      () => models.promote({ experimentId, name: 'stopped', reason: 'A test.' }, ACTOR),
      `3 runs of experiment ${experimentId}, a trial of a study, are paused at a rung and did not train to the end. Nothing was changed.`
    )
    const { runs } = await evaluationSubject({ experimentId })
    assert.match(
      notesOn(runs)[0],
      /seed 1, was paused at a rung of its study after [12] of 5 episodes; its best weights/
    )
  })
})

import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import User from '#models/user'
import { foldProgress, type FoldProgress } from '#services/pages/evaluations/fold_progress'
import { knownStudy } from '#services/pages/studies/study_page'
import { studyWork } from '#services/pages/studies/study_work'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

test.group('The work of studies', (group) => {
  let planted: PlantedRun
  let datasetId: number

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 20 })
    datasetId = planted.datasetId
  })

  test('counts trials where they stand in their brackets, those in hand at their aim', async ({
    assert,
  }) => {
    const studyId = await plantStudy(datasetId, { scheduler: 'hyperband', seeds: [1, 2] }, 17)
    const { plan } = await knownStudy(studyId)
    const before = (await studyWork([{ studyId, plan }])).get(studyId)!
    const reported = (bracket: number, rung: number) =>
      standing(before.standing, bracket, rung).trials
    // nine of the first bracket began, three climbed, one to the top
    assert.deepEqual([reported(0, 0), reported(0, 1), reported(0, 2)], [6, 2, 1])
    assert.equal(reported(2, 0), 3)
    await handOut(studyId, 8, { rung: 1, resource: 3, done: [1, 2] })
    const after = (await studyWork([{ studyId, plan }])).get(studyId)!
    assert.equal(standing(after.standing, 0, 0).trials, 5)
    // one seed needs 2 of the 3 episodes still, the other 1
    assert.deepInclude(standing(after.standing, 0, 1), {
      ...{ trials: 3, running: 1, rest: 1.5, longest: 2 },
    })
    assert.deepInclude(after, { trained: 3, seconds: 6, stepsPerSecond: 500 })
  })

  test('a fold that a study tunes has its pace, until the study has ended', async ({ assert }) => {
    const { evaluationId } = await plantEvaluation({ ...planted, range: 'validation' })
    const studyId = await plantStudy(datasetId, { seeds: [1, 2] })
    const study = () => db.from('studies').where('study_id', studyId)
    await study().update({ evaluation_id: evaluationId, fold: 1, status: 'running', seconds: 600 })
    await handOut(studyId, 26, { rung: 1, resource: 3, done: [1, 2] })
    const [{ tuning }] = (await foldProgress(evaluationId)) as [FoldProgress]
    assert.isTrue(tuning!.share! > 0.8 && tuning!.share! < 1)
    assert.isTrue(tuning!.secondsLeft! > 0 && tuning!.secondsLeft! < 150)
    await study().update({ status: 'completed' })
    assert.isNull((await foldProgress(evaluationId))[0]!.tuning)
  })

  test('the front page says how fast a study trains and what is left of it', async ({
    assert,
    client,
  }) => {
    await db.from('studies').delete()
    const studyId = await plantStudy(datasetId, { seeds: [1, 2] })
    await db.from('studies').where('study_id', studyId).update({ status: 'running', seconds: 600 })
    await handOut(studyId, 26, { rung: 1, resource: 3, done: [1, 2] })
    const email = 'viewer@example.com'
    const user = await User.create({ email, password: 'correct horse battery', role: 'viewer' })
    const html = (await client.get('/').loginAs(user)).text().replaceAll(/\s+/g, ' ')
    const [row] = /<tr[^>]*data-href="\/studies.*?<\/tr>/.exec(html)!
    assert.include(row, '<td class="num opt">500</td>')
    assert.match(row, /<td class="num">\d+ (s|min)/)
    assert.match(row, /max="1" value="0\.\d+"/)
  })
})

function standing<T extends { bracket: number; rung: number; trials: number }>(
  rows: readonly T[],
  bracket: number,
  rung: number
): T {
  const here = rows.filter((each) => each.bracket === bracket && each.rung === rung)
  return { ...here.at(-1)!, trials: here.reduce((sum, { trials }) => sum + trials, 0) }
}

/** Lets a trial train to a rung, one run a seed: each 2 s an episode and 250 steps a second. */
async function handOut(
  studyId: number,
  number: number,
  aim: { readonly rung: number; readonly resource: number; readonly done: readonly number[] }
): Promise<void> {
  const [{ study_trial_id: trial }] = (await db
    .from('study_trials')
    .where({ study_id: studyId, number })
    .returning('study_trial_id')
    .update({ status: 'running', target_rung: aim.rung, resource: aim.resource })) as {
    study_trial_id: number
  }[]
  await db
    .from('studies')
    .where('study_id', studyId)
    .increment({ trials_running: 1, episodes_used: 4 })
  const [{ experiment_id: experiment }] = (await db
    .table('experiments')
    .returning('experiment_id')
    .insert({ name: 'Trial', parameters: '{}', study_trial_id: trial })) as {
    experiment_id: number
  }[]
  await db.table('training_runs').multiInsert(
    aim.done.map((done, seed) => ({
      ...{ experiment_id: experiment, seed, status: 'running', parameters: '{}' },
      ...{ episodes_total: 9, episodes_done: done, seconds: 2 * done, env_steps_per_second: 250 },
    }))
  )
}

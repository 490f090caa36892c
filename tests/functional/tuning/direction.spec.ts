import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import User from '#models/user'
import { resolveParameters } from '#core/parameters/resolve'
import { storeDecided } from '#services/bench/seed/decided_study'
import { studyPlots } from '#services/pages/studies/study_plots'
import { planOf } from '#services/tuning/study_input'
import { studyReport } from '#services/tuning/study_report'
import { STUDY_FILES } from '#transformers/study_files'
import { plantRun } from '#tests/functional/pages/planted_run'

const SPACE = { 'agent.gamma': { low: 0.9, high: 0.99 } }
const ASKED = { x: null, y: null, path: null }

test.group('A study that minimises', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  /** Nine trials, rungs at 1 and 3 episodes; the value is the number of the trial, less 100 at the top. */
  const planted = async () => {
    const { datasetId } = await plantRun({ episodes: 10 })
    const base = resolveParameters({ 'training.episodes': 3 }, 'quick')
    const given = { datasets: [], preset: 'quick', set: {}, space: SPACE, minResource: 1 } as const
    const plan = planOf({ ...given, sampler: 'random' }, base)
    return db.transaction((trx) =>
      storeDecided(trx, {
        ...{ name: 'Least', notes: '', trials: 9, datasetId, error: '' },
        plan: { ...plan, objectives: [{ metric: 'total_return', direction: 'minimize' }] },
        resultsOf: (_, trial, resource) => [trial - (resource === 3 ? 100 : 0)],
      })
    )
  }

  test('its best, its rungs and its files have the smallest as best, in the objective’s unit', async ({
    assert,
  }) => {
    const studyId = await planted()
    const { best, rungs, default: standard } = await studyReport(studyId)
    assert.deepInclude(best, { trial: 0, value: -100, resource: 3 })
    assert.deepEqual(standard, { value: -100, resource: 3 })
    assert.deepInclude(rungs[0], { reported: 9, best: 0, median: 4 })
    assert.equal(rungs[1].best, -100)
    const plots = await studyPlots(studyId)
    const history = STUDY_FILES['history']!(plots, ASKED) as { value: number; best: number }[]
    assert.equal(history.at(-1)!.best, Math.min(...history.map(({ value }) => value)))
    const rung = STUDY_FILES['rungs']!(plots, ASKED).at(-1)
    assert.deepInclude(rung, { resource: 1, best: 0, median: 4 })
  })

  test('cloned in the form, which maximises, it says that its direction is turned', async ({
    assert,
    client,
  }) => {
    const studyId = await planted()
    const user = await User.create({
      ...{ email: 'ada@example.com', password: 'correct horse battery', role: 'researcher' },
    })
    const form = (id: number) => client.get(`/studies/new?from=${id}`).loginAs(user)
    const turned = (await form(studyId)).text()
    assert.include(turned, `Study ${studyId} minimised validation total return`)
    const plan = db.raw(`jsonb_set(plan, '{objectives,0,direction}', '"maximize"')`)
    await db.from('studies').where('study_id', studyId).update({ plan })
    assert.notInclude((await form(studyId)).text(), 'Not the same objective')
  })

  test('only smaller values than the others’ go on', async ({ assert }) => {
    const studyId = await planted()
    const climbed = (await db
      .from('study_trials')
      .where({ study_id: studyId, resource: 3 })
      .orderBy('number')
      .select('number')) as { number: number }[]
    // of three the first, 0, and later no value is among the smallest third but 1 and 2
    assert.deepEqual(
      climbed.map(({ number }) => number),
      [0, 1, 2]
    )
  })
})

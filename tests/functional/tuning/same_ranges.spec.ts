import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { CATALOGUE } from '#core/parameters/catalogue'
import { restoreParameters } from '#core/parameters/stored_parameters'
import DatasetService from '#services/dataset_service'
import { configOf } from '#core/tuning/propose'
import type { TrialValues } from '#core/tuning/search_space'
import { rangesAhead } from '#services/training/warm_up'
import { inputOfStudy } from '#services/tuning/study_origin'
import { workingHere } from '../evaluation/fixture.js'
import { ACTOR, sampleDataset } from '../training/fixture.js'
import { FEW, launched, settled, storedStudy, tuning } from './fixture.js'

/** Windows and warm-ups that differ by many bars from trial to trial. */
const SPACE = {
  'features.window': { low: 4, high: 60 },
  'features.smaPeriod': { low: 5, high: 150 },
}

test.group('Ranges of the trials of one study', (group) => {
  let studyId: number

  group.setup(async () => {
    const empty = await testUtils.db().truncate()
    const worker = await workingHere()
    studyId = await launched({
      set: { ...FEW.set, 'training.episodes': 1, 'features.window': 10 },
      space: SPACE,
      scheduler: 'fixed',
      enqueue: [{ 'features.window': 80, 'features.smaPeriod': 5 }],
      budget: { trials: 5 },
    })
    await settled(studyId)
    await worker.stop()
    return empty
  })

  /** Ranges of every experiment that trained a configuration of the study. */
  async function rangesOfAll() {
    const { series, identity } = await (
      await app.container.make(DatasetService)
    ).load(await sampleDataset())
    const stored = (await db.from('experiments').orderBy('experiment_id').select('parameters')) as {
      parameters: unknown
    }[]
    return stored.map(({ parameters }) => {
      const restored = restoreParameters(parameters)
      return rangesAhead({ series, identity }, restored).splits
    })
  }

  test('are judged on the same validation bars, from the first to the last', async ({ assert }) => {
    const { rows } = (await db.rawQuery(
      `select r.run_id, min(s.timestamp)::text as first, max(s.timestamp)::text as last,
         count(*)::int as bars
       from training_runs r join episodes e using (run_id) join steps s using (episode_id)
       where e.kind = 'validation' group by r.run_id order by r.run_id`
    )) as { rows: { run_id: number; first: string; last: string; bars: number }[] }
    assert.lengthOf(rows, 5)
    const spans = rows.map(({ first, last, bars }) => `${first} to ${last}, ${bars}`)
    assert.lengthOf([...new Set(spans)], 1, spans.join('\n'))
  })

  test('are the same of the default, of what was enqueued and of a winner trained anew, and no test range meets a validation', async ({
    assert,
  }) => {
    await (await tuning()).retrain(studyId, 2, [1], ACTOR)
    const ranges = await rangesOfAll()
    assert.lengthOf(ranges, 6)
    for (const each of ranges) assert.deepEqual(each, ranges[0])
    assert.isAbove(ranges[0].test.first, ranges[0].validation.last)
    // the widest window is that of the point that was enqueued
    assert.equal(ranges[0].embargo, 80)
  })

  test('are the same where the base is the widest', async ({ assert }) => {
    const { plan } = await storedStudy(
      await launched({
        set: { ...FEW.set, 'features.window': 30, 'features.smaPeriod': 60 },
        space: {
          'features.window': { low: 5, high: 30 },
          'features.smaPeriod': { low: 10, high: 60 },
        },
      })
    )
    const { series, identity } = await (
      await app.container.make(DatasetService)
    ).load(await sampleDataset())
    const rangesOf = (values: TrialValues) =>
      rangesAhead({ series, identity }, configOf(plan.base, values)).splits
    const wide = rangesOf({ 'features.window': 30, 'features.smaPeriod': 60 })
    const narrow = rangesOf({ 'features.window': 5, 'features.smaPeriod': 10 })
    assert.deepEqual(narrow, wide)
    assert.equal(narrow.embargo, 30)
  })

  test('a point that needs more bars is refused later', async ({ assert }) => {
    const service = await tuning()
    await assert.rejects(
      () => service.enqueue(studyId, [{ 'features.smaPeriod': 300 }], ACTOR),
      /^Point 1, .*300.*, needs more bars than the ranges of the study leave/
    )
  })

  test('a clone asks for what was asked, not for what the launch fixed', async ({ assert }) => {
    const { plan } = await storedStudy(studyId)
    assert.deepEqual(plan.pinned, ['embargo', 'warmUp'])
    const { set } = await inputOfStudy(studyId)
    assert.notProperty(set, 'data.embargo')
    assert.notProperty(set, 'data.warmUp')
  })

  test('no parameter of the ranges themselves can be searched', ({ assert }) => {
    const searched = CATALOGUE.filter(({ path, searchable }) => searchable && /^data\./.test(path))
    assert.deepEqual(searched, [])
  })
})

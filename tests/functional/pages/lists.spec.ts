import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { episodeList, EPISODE_SORTS, type EpisodeFilter } from '#services/pages/episode_list'
import { parseCursor } from '#services/pages/keyset'
import { runList, type MadeBy } from '#services/pages/run_list'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

const EVERYTHING: EpisodeFilter = { kind: 'all', runId: null, ranges: [] }
const ANY_RUN = { status: null, dataset: null, name: null, parameter: null }

test.group('Lists paged by key', (group) => {
  let planted: PlantedRun

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    // in this transaction only: what other tests stored would be listed too
    await db.from('experiments').delete()
    planted = await plantRun({ episodes: 110 })
  })

  for (const key of Object.keys(EPISODE_SORTS)) {
    for (const descending of [true, false]) {
      test(`going on by ${key}, ${descending ? 'down' : 'up'}, shows every episode once and comes back the same way`, async ({
        assert,
      }) => {
        const pages: number[][] = []
        const sort = { key, descending }
        let page = await episodeList(EVERYTHING, sort, null)
        pages.push(page.rows.map(({ id }) => id))
        while (page.next) {
          page = await episodeList(EVERYTHING, sort, parseCursor(page.next, false))
          pages.push(page.rows.map(({ id }) => id))
        }
        assert.lengthOf(pages.flat(), 121)
        assert.lengthOf(new Set(pages.flat()), 121)
        const back: number[][] = [pages.at(-1)!]
        while (page.previous) {
          page = await episodeList(EVERYTHING, sort, parseCursor(page.previous, true))
          back.unshift(page.rows.map(({ id }) => id))
        }
        assert.deepEqual(back, pages)
      })
    }
  }

  test('a filter bounds a column from both sides', async ({ assert }) => {
    const ranges = [{ column: 'number' as const, min: 10, max: 12 }]
    const filter = { kind: 'training' as const, runId: planted.runId, ranges }
    const page = await episodeList(filter, { key: 'number', descending: false }, null)
    assert.deepEqual(
      page.rows.map(({ number }) => number),
      [10, 11, 12]
    )
    assert.deepEqual([page.next, page.previous, page.total], [null, null, 3])
  })

  test('runs are found by the value of a parameter', async ({ assert }) => {
    const filter = { ...ANY_RUN, madeBy: 'people' } as const
    const sort = { key: 'id', descending: true }
    const found = async (parameter: string) =>
      (await runList({ ...filter, parameter }, sort, null)).rows.length
    assert.equal(await found('training.validateEvery=10'), 1)
    assert.equal(await found('training.validateEvery=11'), 0)
  })

  test('trials of studies and folds of evaluations stand apart from what people launched', async ({
    assert,
  }) => {
    const studyId = await plantStudy(planted.datasetId, {}, 3)
    const trial = await db.from('study_trials').where('study_id', studyId).firstOrFail()
    const of = { trial: (await plantRun()).experimentId, fold: (await plantRun()).experimentId }
    const experiments = () => db.from('experiments')
    await experiments()
      .where('experiment_id', of.trial)
      .update({ study_trial_id: trial.study_trial_id })
    await experiments().where('experiment_id', of.fold).update({ fold: 0 })
    const listed = async (madeBy: MadeBy) => {
      const page = await runList({ ...ANY_RUN, madeBy }, { key: 'id', descending: true }, null)
      return page.rows.map(({ id }) => id)
    }
    assert.deepEqual(await listed('people'), [planted.experimentId])
    assert.deepEqual(await listed('studies'), [of.trial])
    assert.deepEqual(await listed('folds'), [of.fold])
  })

  test('a cursor that is none begins at the start', ({ assert }) => {
    for (const text of ['', 'x', '1', "1~1' or 1=1", '--1~2', undefined]) {
      assert.isNull(parseCursor(text, false))
    }
    assert.deepEqual(parseCursor('-0.5~7', true), { value: -0.5, id: 7, backward: true })
    assert.deepEqual(parseCursor('null~7', false), { value: null, id: 7, backward: false })
  })
})

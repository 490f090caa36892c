import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
import { episodeList, EPISODE_SORTS, type EpisodeFilter } from '#services/pages/episode_list'
import { listDatasets } from '#services/api/dataset_list'
import { datasetTable, FINDINGS_CHOICES } from '#services/pages/dataset_table'
import { cursorAt, parseCursor } from '#services/pages/keyset'
import { runList, type MadeBy } from '#services/pages/run_list'
import { episodeFilter } from '#validators/episode_filter'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

const EVERYTHING: EpisodeFilter = { kind: 'all', runId: null, ranges: [] }
const ANY_RUN = {
  ...{ status: null, dataset: null, name: null, parameter: null },
  ...{ tag: null, preset: null, person: null, since: null, until: null, ranges: [] },
}
const ANY_DATASET = {
  ...{ allVersions: false, symbol: null, interval: null, source: null },
  ...{ coversFrom: null, coversTo: null, findings: null },
} as const

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

  test('runs go in the order of the median Sharpe ratio of their seeds, whatever becomes of a seed', async ({
    assert,
  }) => {
    await db.from('experiments').delete()
    const [low, high, none] = [await plantRun(), await plantRun(), await plantRun()]
    const best = (runId: number, value: number | null) =>
      db.from('training_runs').where('run_id', runId).update({ best_validation: value })
    await best(low.runId, 0.4)
    await best(high.runId, 0.9)
    await best(none.runId, null)
    // two further seeds: the median of 0.4, 1.2 and 0.8 is 0.8
    const { run_id: _, ...run } = await db
      .from('training_runs')
      .where('run_id', low.runId)
      .firstOrFail()
    const seeds = [1.2, 0.8].map((value, k) => ({
      ...{ experiment_id: run.experiment_id, seed: 8 + k, status: 'completed' },
      ...{ parameters: run.parameters, episodes_total: 1, best_validation: value },
    }))
    await db.table('training_runs').multiInsert(seeds)
    const listed = async (descending: boolean) => {
      const sort = { key: 'sharpe', descending }
      const { rows } = await runList({ ...ANY_RUN, madeBy: 'people' }, sort, null)
      return rows.map(({ id, summary }) => [id, summary.median])
    }
    const of = [low, high, none].map(({ experimentId }) => experimentId)
    assert.deepEqual(await listed(false), [
      [of[0], 0.8],
      [of[1], 0.9],
      [of[2], null],
    ])
    // of 0.4 and 1.2 it is 0.8 still, of 1.2 alone 1.2
    await db.from('training_runs').where({ experiment_id: of[0], seed: 9 }).delete()
    assert.deepEqual((await listed(false))[0], [of[0], 0.8])
    await db.from('training_runs').where('run_id', low.runId).delete()
    assert.deepEqual(await listed(true), [
      [of[0], 1.2],
      [of[1], 0.9],
      [of[2], null],
    ])
    const { rows } = await runList(
      { ...ANY_RUN, madeBy: 'people', ranges: [{ figure: 'sharpe', min: 1, max: null }] },
      { key: 'id', descending: true },
      null
    )
    assert.deepEqual(
      rows.map(({ id }) => id),
      [of[0]]
    )
  })

  test('experiments are found by progress, seeds done and buy and hold, bounds included', async ({
    client,
    assert,
  }) => {
    const viewer = await User.create({
      email: 'v@example.com',
      password: 'x'.repeat(12),
      role: 'viewer',
    })
    await db
      .from('training_runs')
      .where('run_id', planted.runId)
      .update({
        ...{ status: 'completed', episodes_done: 50, episodes_total: 200 },
        benchmark: JSON.stringify({ sharpe: 0.4 }),
      })
    const finds = async (query: string) => {
      const answer = await client.get(`/runs?${query}`).loginAs(viewer)
      answer.assertStatus(200)
      return answer.text().includes(`/experiments/${planted.experimentId}`)
    }
    for (const [figure, value, less, more] of [
      ['progress', '25', '24.9', '25.1'],
      ['done', '1', '0', '2'],
      ['hold', '0.4', '0.39', '0.41'],
    ]) {
      assert.isTrue(await finds(`min_${figure}=${value}&max_${figure}=${value}`), figure)
      assert.isFalse(await finds(`max_${figure}=${less}`), figure)
      assert.isFalse(await finds(`min_${figure}=${more}`), figure)
    }
  })

  test('a drawdown of 20 % is asked for as people say it', ({ assert }) => {
    const ranges = (query: Record<string, string>) => episodeFilter(query, null).ranges
    const shallow = { column: 'drawdown', min: -0.2, max: null }
    assert.deepEqual(ranges({ min_drawdown: '20' }), [shallow])
    assert.deepEqual(ranges({ min_drawdown: '-20' }), [shallow])
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

  test('going to a value begins at the first row at or beyond it, in either direction', async ({
    assert,
  }) => {
    const filter = { ...EVERYTHING, kind: 'training' as const }
    const up = { key: 'number', descending: false }
    const down = { key: 'number', descending: true }
    const at = async (value: number, sort: typeof up) =>
      episodeList(filter, sort, cursorAt(value, sort))
    const later = await at(30, up)
    assert.equal(later.rows[0]!.number, 30)
    assert.isNotNull(later.previous)
    const back = await episodeList(filter, up, parseCursor(later.previous!, true))
    assert.equal(back.rows.at(-1)!.number, 29)
    assert.equal((await at(30, down)).rows[0]!.number, 30)
    const before = await at(-5, up)
    assert.deepEqual([before.rows[0]!.number, before.previous], [1, null])
    assert.isEmpty((await at(1e18, up)).rows)
    const id = { key: 'id', descending: true }
    const page = await episodeList(EVERYTHING, id, cursorAt(planted.bestEpisodeId, id))
    assert.equal(page.rows[0]!.id, planted.bestEpisodeId)
  })

  test('a list in the order of a text is paged by it', async ({ assert }) => {
    const [one] = await db.from('datasets').where('dataset_id', planted.datasetId)
    const { dataset_id: _, ...columns } = one as Record<string, unknown>
    const values = { ...columns, actions: '[]', created_at: new Date() }
    for (const [k, symbol] of ['BTC-USD', 'MSFT', "O'X~1"].entries()) {
      await db.table('datasets').insert({ ...values, symbol, sha256: String(k).repeat(64) })
    }
    const filter = { ...ANY_DATASET, allVersions: true }
    const sort = { key: 'symbol', descending: false }
    const all = (await datasetTable(filter, sort, null)).rows.map(({ symbol }) => symbol)
    for (const [k, symbol] of all.entries()) {
      const { id } = (await datasetTable(filter, sort, null)).rows[k]!
      const after = await datasetTable(filter, sort, parseCursor(`'${symbol}~${id}`, false))
      assert.deepEqual(
        after.rows.map((row) => row.symbol),
        all.slice(k + 1)
      )
    }
    const from = await datasetTable(filter, sort, cursorAt('MSFT', sort))
    assert.equal(from.rows[0]!.symbol, 'MSFT')
  })

  test('a place that no column of the order can have is refused by nothing and found nowhere', async ({
    assert,
  }) => {
    const sort = { key: 'number', descending: false }
    for (const text of ['3.5~1', "'abc~1", '1e300~1', 'null~999999999999999', '-1~1']) {
      await assert.doesNotReject(
        () => episodeList(EVERYTHING, sort, parseCursor(text, false)),
        text
      )
    }
  })

  test('a cursor that is none begins at the start', ({ assert }) => {
    for (const text of ['', 'x', '1', "1~1' or 1=1", '--1~2', undefined]) {
      assert.isNull(parseCursor(text, false))
    }
    assert.deepEqual(parseCursor('-0.5~7', true), { value: -0.5, id: 7, backward: true })
    assert.deepEqual(parseCursor('null~7', false), { value: null, id: 7, backward: false })
  })

  test('datasets are found by the days that their bars cover and by what their report found', async ({
    assert,
  }) => {
    const first = { first_time: new Date('2020-01-02T14:30:00Z') }
    const last = { last_time: new Date('2021-12-31T14:30:00Z') }
    const counts = { clean: [0, 0], noted: [0, 2], warned: [1, 5] } as const
    for (const [symbol, [warnings, infos]] of Object.entries(counts)) {
      const { datasetId } = await plantRun({ episodes: 10, symbol })
      const found = { warning_count: warnings, info_count: infos }
      await db
        .from('datasets')
        .where('dataset_id', datasetId)
        .update({ ...first, ...last, ...found })
    }
    const fit = async (filter: object) => {
      const sort = { key: 'symbol', descending: false }
      const { rows } = await datasetTable({ ...ANY_DATASET, ...filter }, sort, null)
      return rows.map(({ symbol }) => symbol).filter((symbol) => symbol in counts)
    }
    const expected = { none: 'clean', notes: 'noted', warnings: 'warned' } as const
    for (const findings of FINDINGS_CHOICES) {
      assert.deepEqual(await fit({ findings }), [expected[findings]])
      // by the same name in the API
      const { rows } = await listDatasets({ findings }, { sort: 'symbol', limit: 200 })
      const symbols = rows.map(({ symbol }) => symbol).filter((symbol) => symbol in counts)
      assert.deepEqual(symbols, [expected[findings]])
    }
    // the days of the first and the last bar count
    assert.lengthOf(await fit({ coversFrom: '2020-01-02', coversTo: '2021-12-31' }), 3)
    assert.isEmpty(await fit({ coversFrom: '2020-01-01' }))
    assert.isEmpty(await fit({ coversTo: '2022-01-01' }))
  })
})

import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type { ListOperation } from '#openapi/list_operation'
import { OPERATIONS } from '#openapi/operations'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import {
  plantDrawnStudy,
  plantEvaluation,
  plantExport,
  plantModel,
  plantPreset,
  plantWorker,
} from './planted_records.js'
import { tokenOf } from './program.js'

type Row = Readonly<Record<string, unknown>>

const LISTS = OPERATIONS.filter((operation): operation is ListOperation => 'row' in operation)

/** A median that no column holds, beside bounds on the best of its runs; and a bound itself. */
const UNBOUNDED = ['median_validation', 'seconds_bound']

/** Which rows a filter named after a field is to leave; null: it is named after none. */
function ruleOf(
  name: string,
  row: Row
): { field: string; keeps: (x: unknown, y: unknown) => boolean } | null {
  const known = (x: unknown) => x !== null && x !== undefined
  const rules: [RegExp, (x: never, y: never) => boolean][] = [
    [/^min_(.+)$/, (x, y) => x >= y],
    [/^max_(.+)$/, (x, y) => x <= y],
    [/^(.+)_from$/, (x, y) => x >= y],
    [/^(.+)_to$/, (x, y) => x < y],
    [/^(.+)$/, (x, y) => x === y],
  ]
  for (const [pattern, keeps] of rules) {
    const field = pattern.exec(name)?.[1] ?? ''
    if (!(field in row)) continue
    return { field, keeps: (x, y) => known(x) && keeps(x as never, y as never) }
  }
  return null
}

test.group('Filters of lists', (group) => {
  let planted: PlantedRun
  let ids: Readonly<Record<string, number>>
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 30 })
    const other = await plantRun({ episodes: 10, symbol: 'MSFT', status: 'failed' })
    for (const run of [planted, other]) await plantModel(run)
    await plantExport()
    await plantPreset()
    for (const host of ['alpha', 'beta']) await plantWorker(host)
    await db.from('workers').where('host', 'alpha').update({ cores: 8, busy: 2 })
    ids = {
      episode_id: planted.bestEpisodeId,
      experiment_id: planted.experimentId,
      run_id: planted.runId,
      dataset_id: planted.datasetId,
      study_id: await plantDrawnStudy(planted.datasetId),
      evaluation_id: await plantEvaluation(planted),
    }
    token = await tokenOf('researcher')
  })

  const pathOf = (path: string) =>
    `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name]))}`
  const rowsOf = async (client: ApiClient, url: string) => {
    const response = await client.get(url).bearerToken(token)
    if (response.status() !== 200) throw new Error(`${url}: ${response.text()}`)
    return (response.body() as { data: Row[] }).data
  }

  for (const operation of LISTS) {
    test(`${operation.id}: each filter leaves the rows that it names, no other`, async ({
      client,
      assert,
    }) => {
      const path = pathOf(operation.path)
      const most = `limit=${operation.query.limit.schema.maximum}`
      const all = await rowsOf(client, `${path}?${most}`)
      assert.isAbove(all.length, 0)
      const tried: string[] = []
      for (const name of Object.keys(operation.query)) {
        const rule = ruleOf(name, all[0]!)
        if (rule === null) continue
        const values = all.map((row) => row[rule.field]).filter((value) => value !== null)
        const value = values[Math.floor(values.length / 2)]
        if (value === undefined || typeof value === 'object') continue
        const found = await rowsOf(
          client,
          `${path}?${most}&${name}=${encodeURIComponent(String(value))}`
        )
        const expected = all.filter((row) => rule.keeps(row[rule.field], value))
        assert.deepEqual(found, expected, `${name}=${String(value)}`)
        tried.push(name)
      }
      if (operation.id === 'datasets.features') return
      assert.isAbove(tried.length, 1, 'a list that can hardly be filtered')
    })
  }

  test('a bound is any number of its schema, also one that no column holds', async ({
    client,
    assert,
  }) => {
    for (const operation of LISTS) {
      const path = pathOf(operation.path)
      for (const [name, { schema }] of Object.entries(operation.query)) {
        if (!/^(min|max)_/.test(name)) continue
        const extremes =
          schema.type === 'integer'
            ? [schema.minimum ?? 0, schema.maximum ?? 0]
            : [-Number.MAX_VALUE, Number.MAX_VALUE, 0.5, Number.MIN_VALUE]
        for (const value of extremes) {
          // a plus within an address is a space
          const written = String(value).replace('e+', 'e')
          const response = await client.get(`${path}?${name}=${written}`).bearerToken(token)
          assert.equal(response.status(), 200, `${operation.id}: ${name}=${written}`)
        }
      }
    }
  }).timeout(120_000)

  test('a list with times or texts can be filtered by them, one with figures by each', ({
    assert,
  }) => {
    for (const { id, query, row } of LISTS) {
      const types = Object.entries(row.properties).map(
        ([name, { schema }]) => [name, [schema.type].flat()] as const
      )
      if (types.some(([, type]) => type.includes('string'))) {
        assert.isTrue(
          Object.keys(query).some((name) => /_from$|^search$/.test(name)),
          id
        )
      }
      for (const [name, type] of types) {
        if (!type.includes('number') || UNBOUNDED.includes(name)) continue
        assert.includeMembers(Object.keys(query), [`min_${name}`, `max_${name}`], id)
      }
    }
  })
})

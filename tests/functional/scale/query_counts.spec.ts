import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { addressesOf, askedRoutes } from '#services/bench/pages/addresses'
import type { Visitor } from '#services/bench/pages/visitor'
import { queriesOf } from './query_log.js'
import { administrator, seed, subjectsFrom } from './seeded.js'

/** Queries of every page, answer and download, each asked once before: what is kept is kept. */
async function countsOf(visitor: Visitor, runId: number): Promise<Map<string, string[]>> {
  const subjects = await subjectsFrom(runId)
  const counts = new Map<string, string[]>()
  for (const route of askedRoutes()) {
    const [address] = addressesOf(route, subjects)
    await visitor.get(address!)
    const queries = await queriesOf(() => visitor.get(address!))
    counts.set(
      route.name,
      queries.map(({ sql }) => sql)
    )
  }
  return counts
}

test.group('Queries of pages', () => {
  test('every page and list asks as often of 60 rows as of 5', async ({ assert }) => {
    const visitor = await administrator()
    // 9 runs of 3 experiments; the first run has 8 episodes
    await seed({ runs: 9, episodes: 60, steps: 500 })
    const few = await countsOf(visitor, 1)
    // 60 further experiments of 3 runs; their first run has 60 episodes
    const [{ last }] = (await db.from('training_runs').max('run_id as last')) as { last: number }[]
    await seed({ runs: 180, episodes: 3000, steps: 20_000 })
    const many = await countsOf(visitor, last! + 1)
    const listed = await visitor.json<{ data: unknown[] }>('/api/v1/experiments/?limit=100')
    assert.lengthOf(listed.data, 63)
    assert.isAbove(few.size, 50)
    assert.isAbove([...few.values()].flat().length, 3 * few.size, 'queries are seen')
    for (const [name, queries] of many) {
      assert.lengthOf(queries, few.get(name)!.length, `${name}:\n${queries.join('\n')}`)
    }
  }).timeout(180_000)
})

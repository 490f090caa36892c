import { test } from '@japa/runner'
import {
  addressesOf,
  askedRoutes,
  linkedViews,
  ordersOf,
  type AskedRoute,
  type Subjects,
} from '#services/bench/pages/addresses'
import type { Visitor } from '#services/bench/pages/visitor'
import { planOf } from './planned_query.js'
import { queriesOf, type LoggedQuery } from './query_log.js'
import { administrator, seed, subjectsFrom } from './seeded.js'

/** Tables that grow with every run. */
const LARGE = [
  ...['episodes', 'steps', 'trades', 'trading_operations', 'training_runs', 'run_events'],
  ...['audit_events', 'evaluation_metrics', 'models', 'trials', 'job'],
]
/** More rows than one run has are not sorted for a page of them. */
const MOST_SORTED = 2000

/** Every address that a person or a program reaches a list by: each order, and further pages. */
async function listAddresses(visitor: Visitor, subjects: Subjects) {
  const orders = await ordersOf(visitor)
  const found: string[] = []
  for (const route of askedRoutes()) {
    const [address] = addressesOf(route, subjects)
    if (isList(route)) {
      const { body } = await visitor.get(address!)
      found.push(address!, ...linkedViews(address!, body))
    }
    for (const sort of orders.get(route.name) ?? []) found.push(`${address}?sort=${sort}`)
  }
  return found
}

function isList({ kind, name }: AskedRoute): boolean {
  const lists = ['runs.index', 'episodes.index', 'runs.episodes', 'evaluations.index']
  return kind === 'page' && [...lists, 'audit.index', 'jobs.index', 'models.index'].includes(name)
}

test.group('Plans of lists', () => {
  test('no list reads or sorts a whole large table', async ({ assert }) => {
    const visitor = await administrator()
    await seed({ runs: 400, episodes: 20_000, steps: 120_000 })
    const subjects = await subjectsFrom(1)
    const queries = new Map<string, LoggedQuery>()
    for (const address of await listAddresses(visitor, subjects)) {
      for (const query of await queriesOf(() => visitor.get(address))) {
        if (/^\s*select/i.test(query.sql)) queries.set(query.sql, query)
      }
    }
    assert.isAbove(queries.size, 80)
    for (const query of queries.values()) {
      const scans = (await planOf(query, false)).filter(
        (node) => node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name'] ?? '')
      )
      assert.isEmpty(
        scans.map((node) => node['Relation Name']),
        query.sql
      )
      const sorts = (await planOf(query, true)).filter(
        (node) => /Sort/.test(node['Node Type']) && node['Plan Rows'] > MOST_SORTED
      )
      assert.isEmpty(sorts, query.sql)
    }
  }).timeout(180_000)
})

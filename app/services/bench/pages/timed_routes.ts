import type { Visitor } from '#services/bench/pages/visitor'
import {
  addressesOf,
  linkedViews,
  ordersOf,
  subjectsOf,
  type AskedRoute,
} from '#services/bench/pages/addresses'

const WARM_UPS = 3

/** Milliseconds of a route's requests. */
export interface TimedRoute {
  readonly route: AskedRoute
  readonly p50: number
  readonly p95: number
  /** The slowest address. */
  readonly slowest: string
}

/** Asks every route `requests` times, its addresses in turn, one request at a time. */
export async function timeRoutes(
  visitor: Visitor,
  routes: readonly AskedRoute[],
  requests: number,
  signal: AbortSignal
): Promise<TimedRoute[]> {
  const subjects = await subjectsOf(visitor)
  const orders = await ordersOf(visitor)
  const timed: TimedRoute[] = []
  for (const route of routes) {
    signal.throwIfAborted()
    const plain = addressesOf(route, subjects)
    const sorts = orders.get(route.name)?.map((sort) => `${plain[0]}?sort=${sort}`) ?? []
    const linked = route.kind === 'page' ? await viewsOf(visitor, plain) : []
    timed.push(await timeRoute(visitor, route, [...plain, ...sorts, ...linked], requests))
  }
  return timed
}

async function viewsOf(visitor: Visitor, paths: readonly string[]): Promise<string[]> {
  const [path] = paths
  if (path === undefined) return []
  const { body } = await visitor.get(path)
  return linkedViews(path, body)
}

async function timeRoute(
  visitor: Visitor,
  route: AskedRoute,
  addresses: readonly string[],
  requests: number
): Promise<TimedRoute> {
  for (let k = 0; k < Math.max(WARM_UPS, addresses.length); k++) {
    await visitor.get(addresses[k % addresses.length])
  }
  const times: { address: string; milliseconds: number }[] = []
  for (let k = 0; k < Math.max(requests, addresses.length); k++) {
    const address = addresses[k % addresses.length]
    const { milliseconds } = await visitor.get(address)
    times.push({ address, milliseconds })
  }
  times.sort((a, b) => a.milliseconds - b.milliseconds)
  const at = (share: number) => times[Math.ceil(share * times.length) - 1]
  const { milliseconds: p95, address: slowest } = at(0.95)
  return { route, p50: at(0.5).milliseconds, p95, slowest }
}

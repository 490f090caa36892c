import type { RandomStream } from '../random/random_stream.ts'
import type { ResetOptions } from './environment.ts'
import { InvalidResetOption } from './environment_errors.ts'
import type { PreparedMarket } from './environment_market.ts'

/** How episodes of an environment begin. */
export interface EpisodeRules {
  /** Steps of an episode; null: to the market's last bar. */
  readonly episodeLength: number | null
  /** Whether an episode begins at a drawn bar; else at the market's first decision bar. */
  readonly randomStart: boolean
}

/**
 * Refuses a seed or option before anything is drawn or changed.
 * @throws E_INVALID_RESET_OPTION
 */
export function refuseReset(
  markets: readonly PreparedMarket[],
  seed: number | undefined,
  { market, startBar }: ResetOptions
): void {
  refuseOutside('seed', seed, 0, 0xffffffff)
  refuseOutside('options.market', market, 0, markets.length - 1)
  if (startBar === undefined) return
  // without a market the bar must do for whichever is drawn
  const possible = market === undefined ? markets : [markets[market]]
  const lowest = Math.max(...possible.map(({ firstDecision }) => firstDecision))
  const highest = Math.min(...possible.map(({ lastBar }) => lastBar - 1))
  refuseOutside('options.startBar', startBar, lowest, highest)
}

/** Number of the next episode's market: one draw, none when there is only one. */
export function drawMarket(markets: readonly PreparedMarket[], random: RandomStream): number {
  return markets.length === 1 ? 0 : random.integer(markets.length)
}

/** First decision bar of the next episode: one draw where a full episode has several places. */
export function drawStart(
  { firstDecision, lastBar }: PreparedMarket,
  { episodeLength, randomStart }: EpisodeRules,
  random: RandomStream
): number {
  if (!randomStart || episodeLength === null) return firstDecision
  const places = lastBar - episodeLength - firstDecision + 1
  return places <= 1 ? firstDecision : firstDecision + random.integer(places)
}

function refuseOutside(
  name: string,
  value: number | undefined,
  lowest: number,
  highest: number
): void {
  if (value === undefined) return
  if (Number.isInteger(value) && value >= lowest && value <= highest) return
  throw new InvalidResetOption(name, value, lowest, highest)
}

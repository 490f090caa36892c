import type { EnvironmentMarket } from '../../../app/core/environment/environment_market.ts'
import type { EnvironmentConfig } from '../../../app/core/environment/environment_parameters.ts'
import {
  TradingEnvironment,
  type TradingEnvironmentOptions,
} from '../../../app/core/environment/trading_environment.ts'
import type { Series } from '../../../app/core/market/series.ts'
import { BARE_LEDGER } from '../../../app/core/portfolio/bare_ledger.ts'
import type { RandomStream } from '../../../app/core/random/random_stream.ts'
import { streamOf } from '../../../app/core/random/streams.ts'

const DAY = 86_400_000

/** A config without costs and with unscaled log returns. */
export function bareConfig(changes: Partial<EnvironmentConfig> = {}): EnvironmentConfig {
  return {
    ...BARE_LEDGER,
    initialCash: 100,
    levels: [0, 1],
    reward: 'log_return',
    rewardEta: 0.01,
    rewardScale: 1,
    turnoverPenalty: 0,
    drawdownPenalty: 0,
    holdingPenalty: 0,
    ...changes,
  }
}

/** Daily bars from opens and closes; high and low are those of the two unless given. */
export function barsOf(given: {
  open: number[]
  close: number[]
  high?: number[]
  low?: number[]
  volume?: number[]
}): Series {
  const { open, close } = given
  return {
    length: open.length,
    time: Float64Array.from(open, (_, t) => t * DAY),
    open: Float64Array.from(open),
    high: Float64Array.from(given.high ?? open.map((o, t) => Math.max(o, close[t]))),
    low: Float64Array.from(given.low ?? open.map((o, t) => Math.min(o, close[t]))),
    close: Float64Array.from(close),
    adjClose: null,
    volume: Float64Array.from(given.volume ?? open.map(() => 1)),
  }
}

/** A market whose one feature is the bar's number. */
export function marketOf(series: Series, firstBar = 0): EnvironmentMarket {
  return {
    symbol: 'TEST',
    series,
    table: Float32Array.from({ length: series.length }, (_, t) => t),
    columns: 1,
    featureNames: ['bar'],
    firstBar,
    lastBar: series.length - 1,
    periodsPerYear: 252,
  }
}

/** An environment on one series, from its first bar to its last unless said otherwise. */
export function environmentOf(
  series: Series,
  changes: Partial<EnvironmentConfig> = {},
  options: Partial<TradingEnvironmentOptions> = {}
): TradingEnvironment {
  const market = marketOf(series, (options.window ?? 1) - 1)
  return new TradingEnvironment([market], bareConfig(changes), {
    window: 1,
    episodeLength: null,
    randomStart: false,
    random: streamOf(1, 'environment'),
    ...options,
  })
}

/** A random walk; never at or under 0. */
export function randomWalk(length: number, random: RandomStream): Series {
  const close: number[] = []
  const open: number[] = []
  let price = 100
  for (let t = 0; t < length; t++) {
    open.push(price * Math.exp(0.005 * random.normal()))
    price *= Math.exp(0.02 * random.normal())
    close.push(price)
  }
  return barsOf({ open, close })
}

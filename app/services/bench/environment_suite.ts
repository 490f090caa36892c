import { TradingEnvironment } from '#core/environment/trading_environment'
import { resolveParameters } from '#core/parameters/resolve'
import { streamOf } from '#core/random/streams'
import { rates } from '#services/bench/figure'
import type { Suite } from '#services/bench/measurement'
import { randomWalk } from '#services/bench/random_walk'

const BARS = 2335
/** Features of a bar: as many as gym-trading-env observes, and as gym-anytrading does. */
const COLUMNS = 7
const FEWER_COLUMNS = 2
const WINDOW = 10

/**
 * Environment steps a second with random actions short, flat, long: with observations of 10 bars in 7 or
 * 2 columns, and without any.
 */
export function environmentSuite(quick: boolean): Suite {
  const steps = quick ? 50_000 : 1_000_000
  const measured = (
    name: string,
    columns: number,
    step: (on: TradingEnvironment, action: number) => void
  ) => ({
    names: [name],
    unit: '1/s',
    measure: (repeats: number) => {
      const environment = freshEnvironment(columns)
      const actions = randomActions()
      const play = () => {
        environment.reset()
        for (let k = 0; k < steps; k++) {
          step(environment, actions[k & 4095])
          if (environment.terminated || environment.truncated) environment.reset()
        }
      }
      return [rates(repeats, steps, play)]
    },
  })
  const observed = (environment: TradingEnvironment, action: number) =>
    void environment.step(action)
  return [
    measured('steps_per_second', COLUMNS, observed),
    measured(`steps_per_second/${FEWER_COLUMNS}_columns`, FEWER_COLUMNS, observed),
    measured('advance_steps_per_second', COLUMNS, (environment, action) =>
      environment.advance(action)
    ),
  ]
}

function freshEnvironment(columns: number): TradingEnvironment {
  const { environment: rules } = resolveParameters({ 'environment.levels': [-1, 0, 1] })
  const market = {
    symbol: 'WALK',
    series: randomWalk(BARS),
    table: new Float32Array(BARS * columns).fill(0.5),
    columns,
    featureNames: Array.from({ length: columns }, (_, k) => `f${k}`),
    firstBar: WINDOW,
    lastBar: BARS - 1,
    periodsPerYear: 252,
  }
  return new TradingEnvironment([market], rules, {
    window: WINDOW,
    episodeLength: 252,
    randomStart: true,
    random: streamOf(1, 'environment'),
  })
}

function randomActions(): Uint8Array {
  const draws = streamOf(2, 'exploration')
  return Uint8Array.from({ length: 4096 }, () => draws.integer(3))
}

import { TradingEnvironment } from '#core/environment/trading_environment'
import { resolveParameters } from '#core/parameters/resolve'
import { streamOf } from '#core/random/streams'
import { rates } from '#services/bench/figure'
import type { Suite } from '#services/bench/measurement'
import { randomWalk } from '#services/bench/random_walk'

const BARS = 2335
const COLUMNS = 7
const WINDOW = 10

/** Environment steps a second with random actions short, flat, long: with the observation, and without. */
export function environmentSuite(quick: boolean): Suite {
  const steps = quick ? 50_000 : 1_000_000
  const measured = (name: string, step: (on: TradingEnvironment, action: number) => void) => ({
    names: [name],
    unit: '1/s',
    measure: (repeats: number) => {
      const environment = freshEnvironment()
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
  return [
    measured('steps_per_second', (environment, action) => void environment.step(action)),
    measured('advance_steps_per_second', (environment, action) => environment.advance(action)),
  ]
}

function freshEnvironment(): TradingEnvironment {
  const { environment: rules } = resolveParameters({ 'environment.levels': [-1, 0, 1] })
  const market = {
    symbol: 'WALK',
    series: randomWalk(BARS),
    table: new Float32Array(BARS * COLUMNS).fill(0.5),
    columns: COLUMNS,
    featureNames: Array.from({ length: COLUMNS }, (_, k) => `f${k}`),
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

import { TradingEnvironment } from '#core/environment/trading_environment'
import { resolveParameters } from '#core/parameters/resolve'
import { streamOf } from '#core/random/streams'
import { figureOf, rates, type Figures, type Measuring } from '#services/bench/figure'
import { randomWalk } from '#services/bench/random_walk'

const BARS = 2335
const COLUMNS = 7
const WINDOW = 10

/** Environment steps a second with random actions short, flat, long: with the observation, and without. */
export async function environmentSuite({ repeats, quick }: Measuring): Promise<Figures> {
  const steps = quick ? 50_000 : 1_000_000
  const { environment: rules } = resolveParameters({ 'environment.levels': [-1, 0, 1] })
  const series = randomWalk(BARS)
  const market = {
    symbol: 'WALK',
    series,
    table: new Float32Array(BARS * COLUMNS).fill(0.5),
    columns: COLUMNS,
    featureNames: Array.from({ length: COLUMNS }, (_, k) => `f${k}`),
    firstBar: WINDOW,
    lastBar: BARS - 1,
    periodsPerYear: 252,
  }
  const random = streamOf(1, 'environment')
  const environment = new TradingEnvironment([market], rules, {
    window: WINDOW,
    episodeLength: 252,
    randomStart: true,
    random,
  })
  const draws = streamOf(2, 'exploration')
  const actions = Uint8Array.from({ length: 4096 }, () => draws.integer(3))
  const play = (step: (action: number) => void) => () => {
    environment.reset()
    for (let k = 0; k < steps; k++) {
      step(actions[k & 4095])
      if (environment.terminated || environment.truncated) environment.reset()
    }
  }
  const withObservation = play((action) => void environment.step(action))
  const without = play((action) => environment.advance(action))
  return {
    steps_per_second: figureOf(rates(repeats, steps, withObservation), '1/s'),
    advance_steps_per_second: figureOf(rates(repeats, steps, without), '1/s'),
  }
}

import { LearnerWorkload } from '#compute/bench/learner_workload'
import { engineFactory } from '#compute/engines/factory'
import { figureOf, rates, secondsOf, type Figures, type Measuring } from '#services/bench/figure'

const OBSERVATIONS = [40, 200]
const WIDTHS = [64, 128, 256]
const ACTS = 20_000

/** Updates a second of plain and of double DQN, and the time of one decision. */
export async function learnerSuite({ repeats, quick }: Measuring): Promise<Figures> {
  const figures: Record<string, Figures[string]> = {}
  const engines = engineFactory('auto')
  for (const observation of quick ? [40] : OBSERVATIONS) {
    for (const width of quick ? [64] : WIDTHS) {
      const net = `obs${observation}/${width}x${width}`
      for (const double of [false, true]) {
        const hidden = [width, width]
        const workload = new LearnerWorkload({ observation, hidden, double, engines })
        const count = Math.round((quick ? 2e5 : 2e7) / (width * (width + observation)))
        const name = `updates_per_second/${net}${double ? '/double' : ''}`
        figures[name] = figureOf(
          rates(repeats, count, () => workload.update(count)),
          '1/s'
        )
        if (double) continue
        workload.act(ACTS / 10)
        const seconds = Array.from({ length: repeats }, () => secondsOf(() => workload.act(ACTS)))
        const micros = seconds.map((each) => (each / ACTS) * 1e6)
        figures[`act_microseconds/${net}`] = figureOf(micros, 'µs')
      }
    }
  }
  return figures
}

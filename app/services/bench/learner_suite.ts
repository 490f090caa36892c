import { LearnerWorkload } from '#compute/bench/learner_workload'
import { engineFactory } from '#compute/engines/factory'
import { rates, secondsOf } from '#services/bench/figure'
import type { Measurement, Suite } from '#services/bench/measurement'

const OBSERVATIONS = [40, 200]
const WIDTHS = [64, 128, 256]
/** Multiplications of the first two layers in one repeat, about half a second. */
const WORK = 2e7

/** Updates a second of plain and of double DQN, and the time of one decision. */
export function learnerSuite(quick: boolean): Suite {
  return OBSERVATIONS.flatMap((observation) =>
    WIDTHS.flatMap((width) => {
      const size = { observation, width, quick }
      return [updates(size, false), updates(size, true), act(size)]
    })
  )
}

interface Size {
  readonly observation: number
  readonly width: number
  readonly quick: boolean
}

function updates({ observation, width, quick }: Size, double: boolean): Measurement {
  const count = Math.ceil((quick ? WORK / 100 : WORK) / (width * (width + observation)))
  return {
    names: [`updates_per_second/obs${observation}/${width}x${width}${double ? '/double' : ''}`],
    unit: '1/s',
    measure: (repeats) => {
      const workload = workloadOf(observation, width, double)
      return [rates(repeats, count, () => workload.update(count))]
    },
  }
}

function act({ observation, width, quick }: Size): Measurement {
  const count = quick ? 2000 : 20_000
  return {
    names: [`act_microseconds/obs${observation}/${width}x${width}`],
    unit: 'µs',
    measure: (repeats) => {
      const workload = workloadOf(observation, width, false)
      workload.act(count / 10)
      const one = () => (secondsOf(() => workload.act(count)) / count) * 1e6
      return [Array.from({ length: repeats }, one)]
    },
  }
}

function workloadOf(observation: number, width: number, double: boolean): LearnerWorkload {
  const engines = engineFactory('auto')
  return new LearnerWorkload({ observation, hidden: [width, width], double, engines })
}

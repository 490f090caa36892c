import type { Problem } from '#services/bench/samplers/best_found'
import { cellOf, RECORDED_SPACE } from '#services/bench/samplers/recorded_space'
import { objectives, readTrainings } from '#services/bench/samplers/recorded_trainings'
import { STANDARD_FUNCTIONS } from '#services/bench/samplers/standard_functions'

/** Trials of a study of trainings. */
const TRIALS = 50

/** A study of trainings of AAPL: the validation return, median of five seeds, with its sign turned. */
function trainings(): Problem {
  const returns = objectives(readTrainings())
  return {
    name: 'aapl',
    space: RECORDED_SPACE,
    trials: TRIALS,
    minimum: 0 - Math.max(...returns),
    valueAt: (point) => 0 - returns[cellOf(point)],
  }
}

export function problems(): readonly Problem[] {
  return [...STANDARD_FUNCTIONS, trainings()]
}

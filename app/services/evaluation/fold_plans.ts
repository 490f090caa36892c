import { walkForwardFolds } from '#core/evaluation/walk_forward'
import type { Splits } from '#core/evaluation/splits'
import type { Series } from '#core/market/series'
import type { RunParameters } from '#core/parameters/catalogue'
import { InvalidParameter } from '#core/errors'
import { readSearchSpace } from '#core/tuning/read_search_space'
import type { WalkForwardInput } from '#services/evaluation/evaluation_rows'

const MOST_FOLDS = 50

/**
 * The parameters of each walk-forward fold: those of the experiment, with the days of the fold's own
 * ranges. Folds end where the sealed test range begins, so none of them looks at it.
 * Where they are tuned again, the embargo holds the widest window that the space can draw.
 * @throws E_INVALID_PARAMETER, E_SEARCH_SPACE
 */
export function foldPlans(
  series: Series,
  splits: Splits,
  parameters: RunParameters,
  { folds, mode, retune }: WalkForwardInput
): RunParameters[] {
  if (!Number.isInteger(folds) || folds < 2 || folds > MOST_FOLDS) {
    const message = `folds is ${folds}, but must be an integer from 2 to ${MOST_FOLDS}.`
    throw new InvalidParameter('folds', message, 'The usual number is 8.')
  }
  const embargo = Math.max(splits.embargo, retune === undefined ? 0 : widestWindow(retune.space))
  const { trainShare, validationShare } = parameters.data
  const plan = {
    folds,
    mode,
    validationShare: validationShare / (trainShare + validationShare),
    embargo,
  }
  const day = (bar: number) => new Date(series.time[bar]).toISOString()
  return walkForwardFolds(splits.training.first, splits.validation.last, plan).map(
    ({ training, validation, test }) => ({
      ...parameters,
      data: {
        ...parameters.data,
        from: day(training.first),
        validationFrom: day(validation.first),
        testFrom: day(test.first),
        until: day(test.last),
        embargo,
      },
    })
  )
}

/** Bars of the widest window that a space can draw; 0 where it searches none. */
function widestWindow(space: unknown): number {
  const window = readSearchSpace(space).dimensions.find(({ path }) => path === 'features.window')
  if (window === undefined) return 0
  return window.type === 'categorical' ? Math.max(...window.choices.map(Number)) : window.high
}

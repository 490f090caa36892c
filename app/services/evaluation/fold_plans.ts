import { walkForwardFolds } from '#core/evaluation/walk_forward'
import type { Splits } from '#core/evaluation/splits'
import type { Series } from '#core/market/series'
import type { RunParameters } from '#core/parameters/catalogue'
import { InvalidParameter } from '#core/errors'
import type { WalkForwardInput } from '#services/evaluation/evaluation_rows'

const MOST_FOLDS = 50

/**
 * The parameters of each walk-forward fold: those of the experiment, with the days of the fold's own
 * ranges. Folds end where the sealed test range begins, so none of them looks at it.
 * @throws E_INVALID_PARAMETER
 */
export function foldPlans(
  series: Series,
  splits: Splits,
  parameters: RunParameters,
  { folds, mode }: WalkForwardInput
): RunParameters[] {
  if (!Number.isInteger(folds) || folds < 2 || folds > MOST_FOLDS) {
    const message = `folds is ${folds}, but must be an integer from 2 to ${MOST_FOLDS}.`
    throw new InvalidParameter('folds', message, 'The usual number is 8.')
  }
  const { trainShare, validationShare } = parameters.data
  const plan = {
    folds,
    mode,
    validationShare: validationShare / (trainShare + validationShare),
    embargo: splits.embargo,
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
        embargo: splits.embargo,
      },
    })
  )
}

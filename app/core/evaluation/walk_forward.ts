import { InvalidParameter } from '../errors.ts'
import type { BarRange } from './splits.ts'

/** One fold: what is trained on, what selects the weights, and what is out of sample. */
export interface Fold {
  readonly training: BarRange
  readonly validation: BarRange
  readonly test: BarRange
}

export interface WalkForwardPlan {
  readonly folds: number
  /** `anchored`: training always begins at the first bar; `rolling`: it keeps its length. */
  readonly mode: 'rolling' | 'anchored'
  /** Share of the bars before the first fold's test that validates. */
  readonly validationShare: number
  readonly embargo: number
}

/**
 * Walk-forward folds over bars `first` .. `last`. The last half is cut into `folds` test ranges without
 * a gap, so that their curves join; each is preceded by an embargo, its validation, an embargo, and its
 * training range.
 * @throws E_INVALID_PARAMETER when a range would have fewer than 2 bars
 */
export function walkForwardFolds(first: number, last: number, plan: WalkForwardPlan): Fold[] {
  const bars = last - first + 1
  const outOfSample = Math.floor(bars / 2)
  const testStart = last + 1 - outOfSample
  const lookBack = testStart - first
  const validationBars = Math.floor(lookBack * plan.validationShare)
  const folds: Fold[] = []
  for (let k = 0; k < plan.folds; k++) {
    const from = testStart + Math.floor((outOfSample * k) / plan.folds)
    const until = testStart + Math.floor((outOfSample * (k + 1)) / plan.folds) - 1
    const validation = range(from - plan.embargo - validationBars, from - plan.embargo - 1)
    const begin = plan.mode === 'anchored' ? first : from - lookBack
    const training = range(begin, validation.first - plan.embargo - 1)
    folds.push({ training, validation, test: range(from, until) })
  }
  refuseShort(folds, bars, plan)
  return folds
}

function range(first: number, last: number): BarRange {
  return { first, last }
}

function refuseShort(folds: readonly Fold[], bars: number, plan: WalkForwardPlan): void {
  const shortest = Math.min(
    ...folds.flatMap((fold) => Object.values(fold).map(({ first, last }) => last - first + 1))
  )
  if (folds.length >= 1 && shortest >= 2) return
  throw new InvalidParameter(
    'walk-forward',
    `${plan.folds} folds over ${bars} bars with an embargo of ${plan.embargo} leave ${shortest} bars to a range, but each needs at least 2.`,
    'Take fewer folds, a smaller window, or more bars.'
  )
}

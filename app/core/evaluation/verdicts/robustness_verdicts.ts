import { figureText, notRun, shareText, type Verdict } from './verdict.ts'

const LEAST_BREAK_EVEN = 3

/**
 * Fragile to costs: the multiple of the costs at which total return is 0.
 * @param breakEven Infinity: never within the multiples tried; null: earns nothing even without costs
 */
export function costStress(breakEven: number | null, ran: boolean): Verdict {
  const name = 'cost_stress'
  const rule = `break-even above ${LEAST_BREAK_EVEN} times the costs`
  if (!ran) return notRun(name, rule, 'The cost stress was not run.')
  if (breakEven === null) {
    const sentence = 'Earns nothing even without costs.'
    return { name, state: 'fail', figure: null, rule, sentence }
  }
  const passed = breakEven > LEAST_BREAK_EVEN
  const figure = Number.isFinite(breakEven) ? breakEven : null
  const at =
    figure === null ? 'at no multiple tried' : `at ${figureText(figure, 1)} times the costs`
  const sentence = passed
    ? `The return falls to 0 ${at}.`
    : `Fragile to costs: the return falls to 0 ${at}.`
  return { name, state: passed ? 'pass' : 'fail', figure, rule, sentence }
}

const LEAST_KEPT = 0.7

/** Fragile to delay: the share of total return that is kept when every fill comes one bar later. */
export function delayStress(totalReturn: number | null, delayed: number | null): Verdict {
  const name = 'delay_stress'
  const rule = `keeps ${LEAST_KEPT * 100} % of its return one bar later`
  if (totalReturn === null || delayed === null)
    return notRun(name, rule, 'The delay stress was not run.')
  if (totalReturn <= 0) {
    return notRun(name, rule, `There is no gain to keep: total return ${shareText(totalReturn)}.`)
  }
  const kept = delayed / totalReturn
  const passed = kept >= LEAST_KEPT
  const figures = `one bar later ${shareText(delayed)} is left of ${shareText(totalReturn)}`
  const sentence = passed ? `Not fragile to delay: ${figures}.` : `Fragile to delay: ${figures}.`
  return { name, state: passed ? 'pass' : 'fail', figure: kept, rule, sentence }
}

/**
 * Seeds disagree, unless the worst seed's Sharpe ratio is over 0 and the range is under the median.
 * @param sharpes one a seed; null where undefined
 */
export function seedSpread(sharpes: readonly (number | null)[]): Verdict {
  const name = 'seed_spread'
  const rule = 'worst seed over 0, range under the median'
  const known = sharpes.filter((sharpe) => sharpe !== null).sort((a, b) => a - b)
  if (known.length < 2)
    return notRun(name, rule, 'One seed is not a result: train with at least 3.')
  const [worst, best] = [known[0], known[known.length - 1]]
  const middle = medianOfSorted(known)
  const range = best - worst
  const passed = known.length === sharpes.length && worst > 0 && range < middle
  const figures = `Sharpe ${figureText(worst)} to ${figureText(best)} over ${known.length} seeds, median ${figureText(middle)}`
  const sentence = passed ? `Seeds agree: ${figures}.` : `Seeds disagree: ${figures}.`
  return { name, state: passed ? 'pass' : 'fail', figure: range, rule, sentence }
}

/** Median of ascending values; the mean of the middle two when their number is even. Not empty. */
export function medianOfSorted(sorted: readonly number[]): number {
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/** The sealed test range was looked at more than once. `looks` includes this one; 0: not the test range. */
export function sealedLooks(looks: number): Verdict {
  const name = 'sealed_looks'
  const rule = 'looked at once'
  if (looks === 0)
    return notRun(name, rule, 'The test range stays sealed: this is not an evaluation on it.')
  const sentence =
    looks === 1
      ? 'First look at this test range.'
      : `Look ${looks} at this test range: it is no longer unseen.`
  return { name, state: looks === 1 ? 'pass' : 'warn', figure: looks, rule, sentence }
}

const LEAST_FOLDS = 0.75

/** Share of walk-forward folds with a gain over buy and hold's Sharpe ratio. */
export function walkForward(foldsBeating: number, folds: number): Verdict {
  const name = 'walk_forward'
  const rule = `better than buy and hold in ${LEAST_FOLDS * 100} % of folds`
  if (folds === 0) return notRun(name, rule, 'Walk-forward was not run.')
  const share = foldsBeating / folds
  const passed = share >= LEAST_FOLDS
  const sentence = `Better than buy and hold in ${foldsBeating} of ${folds} folds.`
  return { name, state: passed ? 'pass' : 'fail', figure: share, rule, sentence }
}

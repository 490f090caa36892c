import type { Interval } from '../statistics/stationary_bootstrap.ts'
import { figureText, notRun, shareText, type Verdict } from './verdict.ts'

/**
 * Beats buy and hold: the paired interval of the difference of annualised Sharpe ratios lies above 0.
 * @param difference Sharpe of the strategy minus that of buy and hold; null: one of them is undefined
 */
export function beatsBuyAndHold(difference: number | null, interval: Interval | null): Verdict {
  const name = 'beats_buy_and_hold'
  const rule = 'the 95 % paired interval of the Sharpe difference lies above 0'
  if (difference === null || interval === null) {
    return notRun(
      name,
      rule,
      'A Sharpe ratio is undefined here, so there is no difference to judge.'
    )
  }
  const range = `${figureText(interval.low)} to ${figureText(interval.high)}`
  const figures = `Sharpe difference ${figureText(difference)}, 95 % interval ${range}`
  if (interval.low > 0) {
    return {
      name,
      state: 'pass',
      figure: difference,
      rule,
      sentence: `Beats buy and hold: ${figures}.`,
    }
  }
  if (interval.high < 0) {
    return {
      name,
      state: 'fail',
      figure: difference,
      rule,
      sentence: `Worse than buy and hold: ${figures}.`,
    }
  }
  const sentence = `Not shown to beat buy and hold: ${figures}, which holds 0.`
  return { name, state: 'warn', figure: difference, rule, sentence }
}

const LEAST_DEFLATED = 0.95

/** Deflated Sharpe ratio with the number of runs ever trained on these bars, each of which is a trial. */
export function deflatedSharpeVerdict(deflated: number | null, runs: number): Verdict {
  const name = 'deflated_sharpe'
  const rule = `at least ${LEAST_DEFLATED}`
  if (deflated === null) {
    return notRun(name, rule, 'The Sharpe ratio is undefined here, so it cannot be deflated.')
  }
  const passed = deflated >= LEAST_DEFLATED
  const runsText = runs === 1 ? '1 run' : `${figureText(runs, 0)} runs`
  const sentence = passed
    ? `Unlikely to be the best of ${runsText} by luck: deflated Sharpe ${figureText(deflated)}.`
    : `Luck over ${runsText} on these bars explains it too well: deflated Sharpe ${figureText(deflated)}.`
  return { name, state: passed ? 'pass' : 'fail', figure: deflated, rule, sentence }
}

const MOST_CONSTANT = 0.99

/** Degenerate policy: at least 99 % of actions equal one constant policy. `counts` by action index. */
export function degeneratePolicy(counts: readonly number[], names: readonly string[]): Verdict {
  const name = 'degenerate_policy'
  const rule = `under ${MOST_CONSTANT * 100} % of one action`
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return notRun(name, rule, 'No decision was made.')
  const most = counts.indexOf(Math.max(...counts))
  const share = counts[most] / total
  const degenerate = share >= MOST_CONSTANT
  const sentence = degenerate
    ? `Nearly one constant action: ${names[most]} in ${shareText(share)} of decisions.`
    : `The most frequent action, ${names[most]}, is ${shareText(share)} of decisions.`
  return { name, state: degenerate ? 'fail' : 'pass', figure: share, rule, sentence }
}

/** Under so many closed trades no statement on skill is worth much (rule of thumb of SQN, Tharp 2008). */
const FEWEST_TRADES = 30

/** Too few closed trades to tell. */
export function enoughTrades(trades: number): Verdict {
  const enough = trades >= FEWEST_TRADES
  const closed = trades === 1 ? '1 closed trade' : `${trades} closed trades`
  return {
    name: 'enough_trades',
    state: enough ? 'pass' : 'warn',
    figure: trades,
    rule: `at least ${FEWEST_TRADES} closed trades`,
    sentence: enough ? `${closed}.` : `Too few trades to tell: ${closed}.`,
  }
}

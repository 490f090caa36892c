import {
  costStress,
  delayStress,
  sealedLooks,
  seedSpread,
  walkForward,
} from '../verdicts/robustness_verdicts.ts'
import {
  beatsBuyAndHold,
  deflatedSharpeVerdict,
  degeneratePolicy,
  enoughTrades,
} from '../verdicts/skill_verdicts.ts'
import type { Verdict } from '../verdicts/verdict.ts'
import type { TearSheet } from './tear_sheet.ts'

/** The verdicts in their order, from what the sheet holds. `looks`: 0 off the test range. */
export function verdictsOf(sheet: Omit<TearSheet, 'verdicts'>, looks: number): Verdict[] {
  const { agents, shown, benchmarks, inference, stress, folds } = sheet
  const { metrics, actionCounts, actionNames } = agents[shown]
  const [hold] = benchmarks
  const { breakEven } = stress
  const beating = folds.filter(({ median, hold: rival }) => {
    return median !== null && rival !== null && median > rival
  })
  return [
    beatsBuyAndHold(hold.sharpeDifference, hold.sharpeInterval),
    deflatedSharpeVerdict(inference.deflated, inference.trials),
    degeneratePolicy(actionCounts, actionNames),
    enoughTrades(metrics.trades ?? 0),
    costStress(breakEven === 'never' ? Infinity : breakEven, true),
    delayStress(metrics.total_return, stress.delay?.totalReturn ?? null),
    seedSpread(agents.map((agent) => agent.metrics.sharpe)),
    sealedLooks(looks),
    walkForward(beating.length, folds.length),
  ]
}

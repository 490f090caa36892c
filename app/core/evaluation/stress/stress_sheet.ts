import { simpleReturns } from '../metrics/moments.ts'
import type { FullPlay, Playable, PlayChange } from '../playable.ts'
import type { EvaluationSettings } from '../tear_sheet/evaluation_settings.ts'
import type { StressedPlay, StressSheet } from '../tear_sheet/tear_sheet.ts'
import { crossingCost, withCosts } from './cost_stress.ts'
import { withoutExtremes } from './extreme_bars.ts'

/** The seeds of a strategy with the one that is judged, its play as it is, and buy and hold. */
export interface Stressed {
  readonly agents: readonly Playable[]
  readonly shown: number
  readonly play: FullPlay
  readonly hold: Playable
  readonly periodsPerYear: number
}

/** Plays every stress of the settings: costs, delay, start, and the extreme bars left out. */
export function stressSheet(stressed: Stressed, settings: EvaluationSettings): StressSheet {
  const { agents, shown, play, hold, periodsPerYear } = stressed
  const strategy = agents[shown]
  const holdReturn = (multiple: number) =>
    hold.play({ rules: withCosts(hold.rules, multiple) }).curve.totalReturn ?? 0
  const { rules } = strategy
  const delayed = { rules: { ...rules, fillDelay: rules.fillDelay + settings.delay } }
  const returns = simpleReturns(play.equity)
  // a start that leaves no bar to trade is no start
  const shifts = Math.min(settings.startShifts, play.equity.length - 3)
  return {
    costs: settings.costs.map((multiple) => ({
      multiple,
      ...underStress(stressed, { rules: withCosts(rules, multiple) }),
      holdSharpe: hold.play({ rules: withCosts(hold.rules, multiple) }).curve.sharpe,
    })),
    breakEven: crossingCost(strategy, () => 0),
    parity: crossingCost(strategy, holdReturn),
    delay: settings.delay === 0 ? null : underStress(stressed, delayed),
    starts: Array.from({ length: Math.max(0, shifts) }, (_, k) =>
      underStress(stressed, { shift: k + 1 })
    ),
    withoutWorst: withoutExtremes(returns, 'worst', periodsPerYear),
    withoutBest: withoutExtremes(returns, 'best', periodsPerYear),
  }
}

function underStress({ agents, shown }: Stressed, change: PlayChange): StressedPlay {
  const curves = agents.map((agent) => agent.play(change).curve)
  const sharpes = curves.flatMap(({ sharpe }) => sharpe ?? [])
  return {
    sharpe: curves[shown].sharpe,
    totalReturn: curves[shown].totalReturn,
    sharpeLow: sharpes.length === 0 ? null : Math.min(...sharpes),
    sharpeHigh: sharpes.length === 0 ? null : Math.max(...sharpes),
  }
}

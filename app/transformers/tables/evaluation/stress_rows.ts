import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'

/** What is left of the shown seed's result under one stress. */
export interface StressRow {
  readonly title: string
  readonly sharpe: number | null
  readonly totalReturn: number | null
}

/** As it is, later, and without its extreme bars. */
export function stressRows({ agents, shown, stress, settings }: TearSheet): StressRow[] {
  const { metrics } = agents[shown]
  const asItIs = { title: 'As it is', sharpe: metrics.sharpe, totalReturn: metrics.total_return }
  const { delay, withoutWorst, withoutBest } = stress
  const bars = (count: number) => (count === 1 ? '1 bar' : `${count} bars`)
  return [
    asItIs,
    ...(delay === null ? [] : [{ ...delay, title: `Fills ${bars(settings.delay)} later` }]),
    ...(withoutWorst === null
      ? []
      : [{ ...withoutWorst, title: `Without the worst ${bars(withoutWorst.removed)}` }]),
    ...(withoutBest === null
      ? []
      : [{ ...withoutBest, title: `Without the best ${bars(withoutBest.removed)}` }]),
  ]
}

/** From which multiple of the costs on it earns less than buy and hold, and nothing at all. */
export function costSentence({ stress: { breakEven, parity } }: TearSheet): string {
  const hold =
    parity === null
      ? 'Earns no more than buy and hold even without costs'
      : parity === 'never'
        ? 'Earns more than buy and hold at every multiple tried'
        : `Earns less than buy and hold from ${written(parity)} × the costs on`
  const nothing =
    breakEven === null
      ? 'earns nothing even without costs'
      : breakEven === 'never'
        ? 'still earns something at every multiple tried'
        : `earns nothing from ${written(breakEven)} × on`
  return `${hold}; ${nothing}.`
}

function written(multiple: number): string {
  return multiple.toFixed(multiple < 10 ? 1 : 0)
}

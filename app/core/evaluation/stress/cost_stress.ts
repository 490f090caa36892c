import type { LedgerConfig } from '../../portfolio/ledger_parameters.ts'
import type { Playable } from '../playable.ts'

/** An account's rules with every cost, interest included, times `multiple`. */
export function withCosts(rules: LedgerConfig, multiple: number): LedgerConfig {
  return {
    ...rules,
    commissionRate: rules.commissionRate * multiple,
    commissionPerUnit: rules.commissionPerUnit * multiple,
    commissionMin: rules.commissionMin * multiple,
    slippageBps: rules.slippageBps * multiple,
    borrowRate: rules.borrowRate * multiple,
    marginRate: rules.marginRate * multiple,
  }
}

/** Multiples tried before an advantage is said to last at any cost. */
const TRIED = [1, 2, 3, 5, 10, 20, 50, 100]
/** The crossing is searched to this share of itself. */
const PRECISION = 0.005

/**
 * The multiple of the costs at which a strategy's total return falls to `target`'s: the first crossing
 * from above among the multiples tried, by bisection. null: not above it even without costs; `never`:
 * still above it at 100 times.
 */
export function crossingCost(
  strategy: Playable,
  target: (multiple: number) => number
): number | 'never' | null {
  const lead = (multiple: number): number => {
    const { curve } = strategy.play({ rules: withCosts(strategy.rules, multiple) })
    return (curve.totalReturn ?? 0) - target(multiple)
  }
  if (lead(0) <= 0) return null
  let low = 0
  for (const multiple of TRIED) {
    if (lead(multiple) <= 0) return bisected(lead, low, multiple)
    low = multiple
  }
  return 'never'
}

function bisected(lead: (multiple: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  while (high - low > PRECISION * high) {
    const middle = (low + high) / 2
    if (lead(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

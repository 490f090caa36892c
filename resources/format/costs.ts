import { plain } from './numbers.ts'

/** Of an environment, as parameters have them; one that is missing is 0. */
type Costs = Readonly<Partial<Record<string, unknown>>>

const PARTS: readonly { readonly key: string; readonly scale: number; readonly text: string }[] = [
  { key: 'commissionRate', scale: 10_000, text: 'commission # bp' },
  { key: 'commissionPerUnit', scale: 1, text: 'commission # a unit' },
  { key: 'commissionMin', scale: 1, text: 'at least # an order' },
  { key: 'slippageBps', scale: 1, text: 'slippage # bp' },
  { key: 'borrowRate', scale: 100, text: 'borrow # % a year' },
  { key: 'marginRate', scale: 100, text: 'margin # % a year' },
]

/** Every cost that is not 0: `Commission 1 bp, slippage 2 bp, borrow 3 % a year`. */
export function costsText(environment: Costs | null | undefined): string {
  const parts = PARTS.flatMap(({ key, scale, text }) => {
    const cost = Number(environment?.[key] ?? 0)
    return cost === 0 ? [] : [text.replace('#', plain(cost * scale, 4))]
  })
  const all = parts.join(', ') || 'no costs'
  return all.charAt(0).toUpperCase() + all.slice(1)
}

import type { Compared } from '#services/pages/compare/compared'
import { LETTERS } from '#transformers/charts/compare_figures'

const day = (time: number) => new Date(time).toISOString().slice(0, 10)

const ASPECTS: readonly {
  readonly what: string
  readonly of: (compared: Compared) => string | null
}[] = [
  {
    what: 'They were played on different bars.',
    of: ({ dataset }) =>
      dataset && `${dataset.symbol} ${dataset.interval}, version ${dataset.version}`,
  },
  {
    what: 'They were played over different ranges.',
    of: ({ time }) =>
      time.length === 0 ? null : `${day(time[0])} to ${day(time[time.length - 1])}`,
  },
  {
    what: 'They pay different costs (commission share, per unit, minimum; slippage in bp; borrow and margin rate a year).',
    of: ({ parameters: { environment } }) => {
      const fees = ['commissionRate', 'commissionPerUnit', 'commissionMin', 'slippageBps']
      const costs = [...fees, 'borrowRate', 'marginRate']
      return costs.map((key) => String(environment?.[key] ?? 'none')).join(' / ')
    },
  },
  {
    what: 'Their orders fill after different delays.',
    of: ({ parameters: { environment } }) => {
      const delay = environment?.['fillDelay']
      return delay === undefined ? null : `${String(delay)} ${delay === 1 ? 'bar' : 'bars'}`
    },
  },
]

/** Why figures must not be held against each other; one sentence each, none where they may. */
export function notComparable(compared: readonly Compared[]): string[] {
  return ASPECTS.flatMap(({ what, of }) => {
    const groups = new Map<string, string[]>()
    compared.map(of).forEach((value, k) => {
      if (value !== null) groups.set(value, [...(groups.get(value) ?? []), LETTERS[k]])
    })
    if (groups.size < 2) return []
    const parts = [...groups].map(([value, letters]) => `${letters.join(', ')}: ${value}`)
    return [`${what} ${parts.join('; ')}.`]
  })
}

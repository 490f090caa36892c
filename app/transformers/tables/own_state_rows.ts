import type { DecisionExplanation } from '#core/agent/explain_decision'
import { counted, percent, plain } from '../../../resources/format/numbers.ts'

type OwnName = DecisionExplanation['own'][number]['name']

/** What stands beside the names, short: it widens the column that stays in sight. */
const NOTES: Readonly<Record<OwnName, string>> = {
  position: 'own state, of equity',
  target: 'own state, level',
  unrealised_return: 'own state',
  bars_held: 'own state',
  cash_weight: 'own state, of equity',
}

/** One number of the agent's own state in its unit; `seen` is what the network is given. */
export interface OwnStateRow {
  readonly label: string
  readonly note: string
  readonly value: number
  readonly unit: string
  /** Value and unit, to be read. */
  readonly text: string
  readonly seen: number
  readonly effect: number
}

/** The agent's own state at a decision: shares in per cent, the time held in bars. */
export function ownStateRows(explained: Pick<DecisionExplanation, 'own' | 'barsHeld'>) {
  return explained.own.map(({ name, value: seen, effect }): OwnStateRow => {
    const common = { label: name.replaceAll('_', ' '), note: NOTES[name], seen, effect }
    if (name === 'bars_held') {
      const value = explained.barsHeld
      return { ...common, value, unit: 'bars', text: counted(value, 'bar') }
    }
    if (name === 'target') return { ...common, value: seen, unit: '', text: plain(seen, 4) }
    return { ...common, value: seen * 100, unit: '%', text: percent(seen, 2) }
  })
}

import type { DecisionExplanation } from '#core/agent/explain_decision'
import { counted, percent, plain } from '../../../resources/format/numbers.ts'

type OwnName = DecisionExplanation['own'][number]['name']

/** What each number of the own state is a part of, beside its name. */
const NOTES: Readonly<Record<OwnName, string>> = {
  position: 'its value over equity',
  target: 'level',
  unrealised_return: 'of the open trade',
  bars_held: 'of the open trade',
  cash_weight: 'share of equity',
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

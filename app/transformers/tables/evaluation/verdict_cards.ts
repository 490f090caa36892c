import {
  figureText,
  shareText,
  type Verdict,
  type VerdictName,
} from '#core/evaluation/verdicts/verdict'

/** A verdict as it stands on a page: shape, word, figure, sentence and rule. */
export interface VerdictCard {
  readonly name: VerdictName
  readonly title: string
  readonly kind: 'ok' | 'warn' | 'bad' | 'unknown'
  readonly word: string
  readonly figure: string
  readonly sentence: string
  readonly rule: string
}

const KINDS = { pass: 'ok', warn: 'warn', fail: 'bad', not_run: 'unknown' } as const
const WORDS = { pass: 'Pass', warn: 'Warning', fail: 'Fail', not_run: 'Not run' } as const

interface Look {
  readonly title: string
  /** Says the figure with its unit. */
  readonly figure: (value: number) => string
  /** In place of "Warning". */
  readonly warning?: string
}

const signed = (value: number) => (value > 0 ? '+' : '') + figureText(value)
const times = (word: string, count: number) => `${count} ${count === 1 ? word : `${word}s`}`

const LOOKS: Readonly<Record<VerdictName, Look>> = {
  beats_buy_and_hold: {
    title: 'Beats buy and hold',
    figure: (value) => `${signed(value)} Sharpe`,
    warning: 'Not shown',
  },
  deflated_sharpe: { title: 'Deflated Sharpe', figure: (value) => figureText(value) },
  degenerate_policy: {
    title: 'Degenerate policy',
    figure: (value) => `${shareText(value)} one action`,
  },
  enough_trades: {
    title: 'Enough trades',
    figure: (value) => times('closed trade', value),
    warning: 'Too few',
  },
  cost_stress: {
    title: 'Cost stress',
    figure: (value) => `Breaks even at ${figureText(value, 1)} ×`,
  },
  delay_stress: { title: 'Delay stress', figure: (value) => `Keeps ${shareText(value, 0)}` },
  seed_spread: { title: 'Seed spread', figure: (value) => `Range ${figureText(value)}` },
  sealed_looks: {
    title: 'Sealed test',
    figure: (value) => times('look', value),
    warning: 'Looked at before',
  },
  walk_forward: {
    title: 'Walk-forward',
    figure: (value) => `${shareText(value, 0)} of folds`,
  },
}

/** All verdicts in their order. */
export function verdictCards(verdicts: readonly Verdict[]): VerdictCard[] {
  return verdicts.map(({ name, state, figure, rule, sentence }) => {
    const look = LOOKS[name]
    return {
      name,
      title: look.title,
      kind: KINDS[state],
      word: state === 'warn' ? (look.warning ?? WORDS.warn) : WORDS[state],
      figure: figure === null ? '' : look.figure(figure),
      sentence,
      rule,
    }
  })
}

/** `not_run`: what it needs was not computed; its sentence says what. */
export type VerdictState = 'pass' | 'warn' | 'fail' | 'not_run'

export const VERDICTS = [
  'beats_buy_and_hold',
  'deflated_sharpe',
  'degenerate_policy',
  'enough_trades',
  'cost_stress',
  'delay_stress',
  'seed_spread',
  'sealed_looks',
  'walk_forward',
] as const
export type VerdictName = (typeof VERDICTS)[number]

/** One judgement: its figure, the rule it is held against, and one plain sentence. */
export interface Verdict {
  readonly name: VerdictName
  readonly state: VerdictState
  readonly figure: number | null
  readonly rule: string
  readonly sentence: string
}

/** A figure in a sentence: a true minus sign, thousands apart, fixed decimals. */
export function figureText(value: number, decimals = 2): string {
  const [whole = '', ...fraction] = Math.abs(value).toFixed(decimals).split('.')
  const text = [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.')
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

export function shareText(share: number, decimals = 1): string {
  return `${figureText(share * 100, decimals)} %`
}

export function notRun(name: VerdictName, rule: string, sentence: string): Verdict {
  return { name, state: 'not_run', figure: null, rule, sentence }
}

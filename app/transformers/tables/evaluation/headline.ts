import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import { figureText, shareText } from '#core/evaluation/verdicts/verdict'

/** The answer before all figures. */
export interface Headline {
  readonly kind: 'ok' | 'warn' | 'bad' | 'unknown'
  readonly title: string
  readonly text: string
}

const TITLES = {
  pass: ['ok', 'Beats buy and hold.'],
  warn: ['warn', 'Not shown to beat buy and hold.'],
  fail: ['bad', 'Worse than buy and hold.'],
  not_run: ['unknown', 'Cannot be compared with buy and hold.'],
} as const

/** Whether the agent beats buy and hold, by how much, and how sure that is. */
export function headlineOf(sheet: TearSheet): Headline {
  const [verdict] = sheet.verdicts
  const [hold] = sheet.benchmarks
  const [kind, title] = TITLES[verdict.state]
  const own = sheet.agents[sheet.shown].metrics
  const { sharpeDifference, sharpeInterval } = hold
  if (sharpeDifference === null || sharpeInterval === null) {
    return { kind, title, text: [verdict.sentence, drawdowns(own, hold.metrics)].join(' ') }
  }
  const { low, high } = sharpeInterval
  const text = [
    `Its Sharpe is ${figureText(own.sharpe ?? 0)} against ${figureText(hold.metrics.sharpe ?? 0)},`,
    `a difference of ${figureText(sharpeDifference)} with a 95 % interval from ${figureText(low)} to ${figureText(high)}.`,
    low <= 0 && high >= 0 ? 'The interval holds zero.' : '',
    drawdowns(own, hold.metrics),
  ]
  return { kind, title, text: text.filter((part) => part !== '').join(' ') }
}

interface Fallen {
  readonly max_drawdown: number | null
}

function drawdowns({ max_drawdown: own }: Fallen, { max_drawdown: hold }: Fallen): string {
  if (own === null || hold === null) return ''
  const word = own > hold ? 'smaller' : own < hold ? 'larger' : 'the same'
  return `Drawdown was ${word}: ${shareText(own)} against ${shareText(hold)}.`
}

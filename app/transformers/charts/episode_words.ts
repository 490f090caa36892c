import { actionNames } from '#core/environment/names'
import type { EpisodeOperation, EpisodeStep } from '#services/pages/episode_detail'
import type { WordSeries } from '#transformers/charts/chart_spec'
import { barsPerPoint, type BarWindow } from '#transformers/charts/sampling'
import { price } from '../../../resources/format/figures.ts'
import { counted, decimal, plain } from '../../../resources/format/numbers.ts'
import { barTime } from '../../../resources/format/times.ts'

/** What is needed to say of a bar what was decided there. */
export interface DecidedBars {
  readonly interval: string
  readonly levels: readonly number[]
  readonly startBar: number
  readonly series: { readonly time: Float64Array }
  readonly steps: readonly EpisodeStep[]
  readonly operations: readonly EpisodeOperation[]
}

/** `long (Q flat 0.4263, long 0.4963)`: what the agent wanted at the close of a bar. */
function wantedText(step: EpisodeStep, names: readonly string[]): string {
  const wanted = names[step.action_index] ?? step.action
  if (step.q_values === null) return `${wanted} (at random)`
  const values = step.q_values.map((value, i) => `${names[i]} ${decimal(value, 4)}`)
  return `${wanted} (Q ${values.join(', ')})`
}

function filledText({ operation_type: side, size, price: at, costs }: EpisodeOperation): string {
  const done = side === 'buy' ? 'bought' : 'sold'
  return `${done} ${plain(size, 6)} at ${price(at)}, costs ${decimal(costs, 2)}`
}

/** An operation in a sentence: what was filled, and where, when and why it was decided. */
export function operationText(operation: EpisodeOperation, bars: DecidedBars): string {
  const { decided_bar: decided, reason } = operation
  const filled = filledText(operation)
  if (decided === null) return `${filled}, by ${reason.replaceAll('_', ' ')}`
  const time = barTime(bars.series.time[decided], bars.interval)
  const step = bars.steps[decided - bars.startBar]
  const wanted = step ? `: wanted ${wantedText(step, actionNames(bars.levels))}` : ''
  return `${filled}, decided at bar ${decided}, ${time}${wanted}`
}

/** The decision at the close of each bar, with what it filled at and when. */
export function decisionWords(bars: DecidedBars, window: BarWindow): WordSeries {
  const size = barsPerPoint(window)
  const names = actionNames(bars.levels)
  const fills = new Map(bars.operations.map((each) => [each.decided_bar, each]))
  const x: number[] = []
  const texts: string[] = []
  for (let from = window.from; from <= window.to; from += size) {
    const to = Math.min(from + size - 1, window.to)
    x.push((from + to) / 2)
    const steps = bars.steps.slice(from - bars.startBar, to + 1 - bars.startBar)
    texts.push(
      size === 1 ? decisionText(from, steps[0], fills.get(from), names) : shareText(steps, names)
    )
  }
  return { kind: 'words', key: 'decision', label: 'Decision', color: 'c6', x, texts }
}

function decisionText(
  bar: number,
  step: EpisodeStep | undefined,
  fill: EpisodeOperation | undefined,
  names: readonly string[]
): string {
  if (step === undefined) return `bar ${bar}: the episode ends here`
  const came =
    fill === undefined ? 'nothing filled' : `${filledText(fill)}, ${barsLater(fill, bar)}`
  return `bar ${bar}: wanted ${wantedText(step, names)}; ${came}`
}

function barsLater(fill: EpisodeOperation, decided: number): string {
  const bars = fill.bar - decided
  return bars === 1 ? 'on the next bar' : `${bars} bars later`
}

/** Where a point stands for several bars: how often each action was wanted. */
function shareText(steps: readonly EpisodeStep[], names: readonly string[]): string {
  const parts = names.flatMap((name, index) => {
    const wanted = steps.filter((step) => step.action_index === index).length
    return wanted === 0 ? [] : [`${name} at ${wanted}`]
  })
  return `${counted(steps.length, 'bar')}: wanted ${parts.join(', ')}`
}

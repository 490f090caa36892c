import type { RunDataset } from '#core/agent/run_contract'
import { accountAt } from '#core/environment/account_at'
import { actionNames, levelName } from '#core/environment/names'
import { periodsPerYear } from '#core/market/calendars'
import type { Series } from '#core/market/series'
import { restoreParameters } from '#core/parameters/stored_parameters'
import type { EpisodeDetail, EpisodeOperation, EpisodeStep } from '#services/pages/episode_detail'
import { decidedBarOf } from '#services/pages/episode_selection'

export interface QValue {
  readonly label: string
  readonly value: number
  readonly chosen: boolean
  /** Length of its bar, 0 to 100. */
  readonly width: number
}

/** What the agent wanted at the close of one bar and what came of it. */
export interface Decision {
  readonly bar: number
  readonly time: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly equity: number
  readonly reward: number
  readonly wanted: string
  readonly wantedLevel: number
  readonly held: string
  /** Position over equity at the close, signed. */
  readonly heldWeight: number
  /** Whether the decision makes an order. */
  readonly ordered: boolean
  /** Whether an order of this decision is due after the episode's last bar. */
  readonly dueAfterEnd: boolean
  /** Each stop of the run with its level in force at the close; null: no position is open. */
  readonly stops: readonly { readonly label: string; readonly level: number | null }[]
  readonly fill: EpisodeOperation | null
  /** Closings by stops within the bar that follows. */
  readonly closedBy: readonly EpisodeOperation[]
  readonly slippageBps: number
  readonly qValues: readonly QValue[] | null
  readonly margin: number | null
  /** Share of the episode's decisions with a smaller margin. */
  readonly marginRank: number | null
  readonly barsFrom: number | null
  readonly previousOperation: number | null
  readonly nextOperation: number | null
}

const STOP_REASONS = ['stop_loss', 'trailing_stop', 'take_profit', 'ruin']

const STOPS = [
  { key: 'stopLoss', label: 'Stop-loss' },
  { key: 'trailingStop', label: 'Trailing stop' },
  { key: 'takeProfit', label: 'Take-profit' },
] as const

/** Largest Q-value minus the second largest. */
export function marginOf(qValues: readonly number[] | null): number | null {
  if (!qValues || qValues.length < 2) return null
  const [first = 0, second = 0] = [...qValues].sort((a, b) => b - a)
  return first - second
}

function qBars(step: EpisodeStep, names: readonly string[]) {
  const { q_values: values, action_index: chosen } = step
  if (!values) return { qValues: null, barsFrom: null }
  const least = Math.min(...values)
  const greatest = Math.max(...values)
  const barsFrom = least - (greatest - least) * 0.15
  const qValues = values.map((value, i) => ({
    label: names[i] ?? String(i),
    value,
    chosen: i === chosen,
    width: greatest === barsFrom ? 100 : (100 * (value - barsFrom)) / (greatest - barsFrom),
  }))
  return { qValues, barsFrom }
}

function rankOf(margin: number | null, steps: readonly EpisodeStep[]): number | null {
  if (margin === null) return null
  const margins = steps.flatMap((step) => marginOf(step.q_values) ?? [])
  return margins.filter((each) => each < margin).length / margins.length
}

/** Bars whose decisions led to operations; for stops the decision before their bar. */
function operationBars(operations: readonly EpisodeOperation[]): number[] {
  return [...new Set(operations.map(decidedBarOf))].sort((a, b) => a - b)
}

/** What a decision is found in. */
interface RecordedSteps {
  readonly steps: readonly EpisodeStep[]
  readonly operations: readonly EpisodeOperation[]
  readonly series: Series
  readonly dataset: Pick<RunDataset, 'identity'>
}

/** The decision at the close of `bar`, or null outside the episode. */
export function decisionAt(
  episode: EpisodeDetail,
  bar: number,
  recorded: RecordedSteps
): Decision | null {
  const { steps, operations, series } = recorded
  const k = bar - episode.start_bar
  const step = steps[k]
  if (!step) return null
  const before = steps[k - 1]
  const { environment } = restoreParameters(episode.parameters)
  const { levels } = environment
  const { stops, ordered } = accountOf(episode, bar, recorded)
  const margin = marginOf(step.q_values)
  const bars = operationBars(operations)
  return {
    bar,
    ...barOf(series, bar),
    equity: before?.portfolio_value ?? episode.initial_portfolio_value,
    reward: step.reward,
    wanted: levelName(levels[step.action_index] ?? 0),
    wantedLevel: levels[step.action_index] ?? 0,
    held: before?.position ?? 'flat',
    heldWeight: before?.weight ?? 0,
    ordered,
    dueAfterEnd: bar + environment.fillDelay > episode.start_bar + steps.length,
    stops: STOPS.filter(({ key }) => environment[key] !== null).map(({ key, label }) => ({
      label,
      level: stops?.[key] ?? null,
    })),
    fill: operations.find(({ decided_bar: decided }) => decided === bar) ?? null,
    closedBy: operations.filter(
      (each) => each.bar === bar + 1 && STOP_REASONS.includes(each.reason)
    ),
    slippageBps: environment.slippageBps,
    ...qBars(step, actionNames(levels)),
    margin,
    marginRank: rankOf(margin, steps),
    previousOperation: bars.findLast((each) => each < bar) ?? null,
    nextOperation: bars.find((each) => each > bar) ?? null,
  }
}

/** The account of the episode at a decision, by its rules. */
function accountOf(episode: EpisodeDetail, bar: number, recorded: RecordedSteps) {
  const { environment } = restoreParameters(episode.parameters)
  const { interval, calendar } = recorded.dataset.identity
  const levels = recorded.steps.map((step) => environment.levels[step.action_index] ?? 0)
  return accountAt(recorded.series, levels, environment, {
    periodsPerYear: periodsPerYear(interval, calendar),
    startBar: episode.start_bar,
    bar,
  })
}

function barOf(series: Series, bar: number) {
  return {
    time: series.time[bar]!,
    open: series.open[bar]!,
    high: series.high[bar]!,
    low: series.low[bar]!,
    close: series.close[bar]!,
    volume: series.volume[bar]!,
  }
}

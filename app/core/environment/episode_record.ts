import type { FillRecord, TradeRecord } from '../portfolio/records.ts'

export type EpisodeKind = 'training' | 'validation' | 'test'

/** Why the position after a bar is what it is. */
export const STEP_REASONS = [
  'agent',
  'stop_loss',
  'trailing_stop',
  'take_profit',
  'ruin',
  'end',
] as const

/** The steps of one episode in columns of equal length; step k goes from bar[k] - 1 to bar[k]. */
export interface StepColumns {
  readonly length: number
  /** Bar reached by the step; the decision was at the close of the bar before. */
  readonly bar: Int32Array
  /** UTC epoch ms of that bar's open. */
  readonly time: Float64Array
  /** Equity at its close, quote currency. */
  readonly equity: Float64Array
  readonly reward: Float64Array
  /** Close of the bar. */
  readonly price: Float64Array
  /** Index of the action that was decided at the close of the bar before. */
  readonly action: Uint8Array
  /** Units held after the bar, signed. */
  readonly units: Float64Array
  /** Value of the position over equity after the bar, signed. */
  readonly weight: Float32Array
  /** Index into STEP_REASONS. */
  readonly reason: Uint8Array
  /** float32 [length, actions] at the decision, or null when the action came from elsewhere. */
  readonly qValues: Float32Array | null
}

/** All that is kept of one episode. */
export interface EpisodeRecord {
  readonly kind: EpisodeKind
  /** 1, 2, ... within its kind and run; a validation episode has the number of the training episode it follows. */
  readonly number: number
  /** Index into the run's datasets. */
  readonly market: number
  /** Bar of the first decision. */
  readonly startBar: number
  readonly startTime: number
  readonly endTime: number
  readonly initialEquity: number
  readonly finalEquity: number
  readonly totalReward: number
  readonly steps: number
  readonly terminated: boolean
  readonly truncated: boolean
  /** Share of random actions at the episode's end; 0 when greedy. */
  readonly epsilon: number
  /** Mean loss of the updates made during the episode; null without one. */
  readonly meanLoss: number | null
  /** Mean over decisions of the largest Q-value, in reward units; null without Q-values. */
  readonly meanMaxQ: number | null
  /** Equity at startBar and after each step: float64 [steps + 1]. */
  readonly equity: Float64Array
  /** Bars at whose close a position is held / bars. */
  readonly exposure: number
  /** Count of decisions by action index. */
  readonly actionCounts: readonly number[]
  readonly trades: readonly TradeRecord[]
  readonly openTrade: TradeRecord | null
  readonly fills: readonly FillRecord[]
  /** Null when the recording policy leaves the steps out. */
  readonly stepColumns: StepColumns | null
}

/** Where in its bar an order filled. */
export type FillPlace = 'open' | 'intrabar' | 'close'
export const FILL_REASONS = [
  'target',
  'stop_loss',
  'trailing_stop',
  'take_profit',
  'ruin',
  'end',
] as const
export type FillReason = (typeof FILL_REASONS)[number]

/** One fill (R15). `time` is the bar's open; `decided` the decision bar, null for all but `target`. */
export interface FillRecord {
  readonly bar: number
  readonly time: number
  readonly at: FillPlace
  readonly side: 'buy' | 'sell'
  readonly quantity: number
  readonly price: number
  readonly commission: number
  /** Gross profit of the units closed, quote currency. */
  readonly realised: number
  readonly reason: FillReason
  readonly decided: number | null
}

/** A round trip, flat to flat or to the flip (R15); exit fields are null and the reason `open` while it is open. */
export interface TradeRecord {
  readonly entryTime: number
  readonly exitTime: number | null
  readonly entryBar: number
  readonly exitBar: number | null
  readonly entryPrice: number
  readonly exitPrice: number
  readonly quantity: number
  readonly direction: 'long' | 'short'
  /** After costs, quote currency. */
  readonly pnl: number
  /** commission + interest */
  readonly costs: number
  readonly commission: number
  readonly interest: number
  readonly exitReason: FillReason | 'flip' | 'open'
}

import type { TradeRecord } from './records.ts'

/** A round trip while it is open (R15). Sums of money in the quote currency. */
export class OpenTrade {
  readonly entryBar: number
  readonly entryTime: number
  readonly direction: 'long' | 'short'
  /** Units opened so far, and what they cost. */
  opened = 0
  openedValue = 0
  /** Units closed so far, and what they brought. */
  closed = 0
  closedValue = 0
  commission = 0
  interest = 0

  constructor(bar: number, time: number, side: number) {
    this.entryBar = bar
    this.entryTime = time
    this.direction = side > 0 ? 'long' : 'short'
  }

  /** The record of the trade closed in `bar`. */
  close(bar: number, time: number, reason: TradeRecord['exitReason']): TradeRecord {
    return this.#record(bar, time, reason, this.closed, this.closedValue)
  }

  /** The record of the trade still open, what is held valued at `mark` (R17). */
  marked(mark: number): TradeRecord {
    const value = this.closedValue + (this.opened - this.closed) * mark
    return this.#record(null, null, 'open', this.opened, value)
  }

  #record(
    exitBar: number | null,
    exitTime: number | null,
    exitReason: TradeRecord['exitReason'],
    units: number,
    value: number
  ): TradeRecord {
    const costs = this.commission + this.interest
    const sign = this.direction === 'long' ? 1 : -1
    return {
      entryTime: this.entryTime,
      exitTime,
      entryBar: this.entryBar,
      exitBar,
      entryPrice: this.openedValue / this.opened,
      exitPrice: value / units,
      quantity: this.opened,
      direction: this.direction,
      pnl: sign * (value - this.openedValue) - costs,
      costs,
      commission: this.commission,
      interest: this.interest,
      exitReason,
    }
  }
}

import { commissionOf, interestOf, slippedPrice } from './costs.ts'
import type { LedgerMarket } from './ledger_market.ts'
import type { LedgerConfig } from './ledger_parameters.ts'
import { OpenTrade } from './open_trade.ts'
import type { FillPlace, FillReason, FillRecord, TradeRecord } from './records.ts'
import { orderUnits, weightOf } from './sizing.ts'
import { stopHit, stopLevels, type StopLevels } from './stops.ts'
import { WaitingOrders } from './waiting_orders.ts'

/** An order of at most this share of the units held is rounding noise (R5). */
const NOISE = 1e-9

/**
 * One account on one instrument, driven by target levels: rules R1 to R19 of docs/ledger-rules.md.
 * Call `reset`, then for each bar `decide` at the close of the bar before and `process`.
 */
export class Ledger {
  cash = 0
  /** Signed units held. */
  units = 0
  /** Average entry price of the open position, slippage included (R14). */
  averagePrice = 0
  /** The last level decided; 0 after a stop with `reenter`. */
  target = 0
  /** Marked at the close of the last bar processed. */
  equity = 0
  /** Whether the last bar ended in ruin. */
  ruined = false
  /** Bar in which the open position was opened; -1 when flat. */
  entryBar = -1
  /** Why the last bar's fill happened; null: none. */
  lastReason: FillReason | null = null
  /** Value traded in the last bar, quote currency. */
  tradedValue = 0
  readonly fills: FillRecord[] = []
  readonly trades: TradeRecord[] = []

  readonly #config: LedgerConfig
  readonly #slippage: number
  readonly #hasStops: boolean
  readonly #orders = new WaitingOrders()
  readonly #taken = { level: 0, decided: 0 }
  /** The open position for its stops; `best` since entry. */
  readonly #stopped = { side: 1 as 1 | -1, entry: 0, unit: 0, best: 0 }
  #market: LedgerMarket
  /** Whether a stop keeps the account flat until the target changes (R13). */
  #latched = false
  #stopUnit = 0
  #openTrade: OpenTrade | null = null

  constructor(market: LedgerMarket, config: LedgerConfig) {
    this.#market = market
    this.#config = config
    this.#slippage = config.slippageBps / 10_000
    this.#hasStops =
      config.stopLoss !== null || config.takeProfit !== null || config.trailingStop !== null
  }

  /** A fresh account, flat, at the close of its first decision bar. */
  reset(market: LedgerMarket): void {
    this.#market = market
    this.cash = this.equity = this.#config.initialCash
    this.units = this.averagePrice = this.target = this.tradedValue = 0
    this.ruined = this.#latched = false
    this.entryBar = -1
    this.lastReason = null
    this.#openTrade = null
    this.#orders.clear()
    this.fills.length = this.trades.length = 0
  }

  /** Takes the level wanted at the close of `bar`; true: it makes an order (R1, R2). */
  decide(bar: number, level: number): boolean {
    if (level !== this.target) this.#latched = false
    else if (!this.#config.rebalance || this.#latched) return false
    this.target = level
    this.#orders.add(bar + this.#config.fillDelay, level, bar)
    return true
  }

  /** Plays bar i: interest, due order, stops, mark, ruin, and the close at the end if it is the last (R1). */
  process(i: number, isLast: boolean): void {
    const { series } = this.#market
    this.lastReason = null
    this.tradedValue = 0
    if (this.units < 0 || this.cash < 0) this.#accrueInterest(i)
    if (series.volume[i] > 0 || this.#config.zeroVolume === 'fill') {
      if (this.#orders.count > 0) this.#fillDueOrder(i)
      if (this.#hasStops && this.units !== 0) this.#testStops(i)
    }
    const close = series.close[i]
    this.equity = this.cash + this.units * close
    this.ruined = this.equity <= this.#config.ruinFraction * this.#config.initialCash
    if (!this.ruined && !(isLast && this.#config.closeAtEnd)) return
    this.#fill(i, 'close', -this.units, close, this.ruined ? 'ruin' : 'end', null)
    this.equity = this.cash + this.units * close
  }

  /** The open position's trade, marked at `mark`; null when flat. */
  openTrade(mark: number): TradeRecord | null {
    return this.#openTrade?.marked(mark) ?? null
  }

  /** What the open position's stops stand at after the last bar's close; null: flat, or none is set. */
  stopLevels(): StopLevels | null {
    if (!this.#hasStops || this.units === 0) return null
    return stopLevels(this.#asStopped(), this.#config)
  }

  /** Orders that found no bar, for the end of an episode (R8). */
  unfilled(): { decided: number; target: number }[] {
    return this.#orders.list()
  }

  /** Interest on the state after bar i - 1, by calendar time to bar i (R9). */
  #accrueInterest(i: number): void {
    const { time, close } = this.#market.series
    const elapsed = time[i] - time[i - 1]
    const interest = interestOf(this.cash, this.units, close[i - 1], elapsed, this.#config)
    this.cash -= interest
    if (this.#openTrade !== null) this.#openTrade.interest += interest
  }

  #fillDueOrder(i: number): void {
    if (!this.#orders.take(i, this.#taken)) return
    const { level, decided } = this.#taken
    const volatility = this.#market.volatility === null ? 0 : this.#market.volatility[decided]
    const weight = weightOf(level, volatility, this.#config)
    const open = this.#market.series.open[i]
    const delta = orderUnits(weight, open, this.cash, this.units, this.#slippage, this.#config)
    this.#fill(i, 'open', delta, open, 'target', decided)
  }

  /** R11 to R13. */
  #testStops(i: number): void {
    const { open, high, low } = this.#market.series
    const position = this.#asStopped()
    const { side } = position
    if ((open[i] - position.best) * side > 0) position.best = open[i]
    const hit = stopHit(position, open[i], high[i], low[i], this.#config)
    if (hit === null) {
      const best = side > 0 ? high[i] : low[i]
      if ((best - position.best) * side > 0) position.best = best
      return
    }
    this.#fill(i, hit.at, -this.units, hit.price, hit.reason, null)
    this.#orders.dropSide(side)
    this.#latched = this.#config.afterStop === 'wait'
    if (!this.#latched) this.target = 0
  }

  /** The open position as its stops see it, at today's average entry price. */
  #asStopped() {
    const position = this.#stopped
    position.side = this.units > 0 ? 1 : -1
    position.entry = this.averagePrice
    position.unit = this.#config.stopUnit === 'atr' ? this.#stopUnit : this.averagePrice
    return position
  }

  /** Executes `delta` signed units at `reference` before slippage (R7, R10, R14, R15). */
  #fill(
    i: number,
    at: FillPlace,
    delta: number,
    reference: number,
    reason: FillReason,
    decided: number | null
  ): void {
    const quantity = Math.abs(delta)
    if (quantity <= NOISE * Math.max(1, Math.abs(this.units))) return
    const side = delta > 0 ? 1 : -1
    const price =
      reason === 'take_profit' ? reference : slippedPrice(reference, side, this.#slippage)
    const commission = commissionOf(quantity, price, this.#config)
    const closing = this.units * side < 0 ? Math.min(quantity, Math.abs(this.units)) : 0
    const opening = quantity - closing
    const realised = closing > 0 ? (price - this.averagePrice) * closing * -side : 0
    if (closing > 0) {
      this.#closeUnits(i, side, closing, price, (commission * closing) / quantity, opening, reason)
    }
    if (opening > 0) {
      this.#openUnits(i, side, opening, price, (commission * opening) / quantity, decided)
    }
    this.cash -= side * quantity * price + commission
    this.lastReason = reason
    this.tradedValue += quantity * price
    const sideName = side > 0 ? 'buy' : 'sell'
    const time = this.#market.series.time[i]
    this.fills.push({
      bar: i,
      time,
      at,
      side: sideName,
      quantity,
      price,
      commission,
      realised,
      reason,
      decided,
    })
  }

  #closeUnits(
    i: number,
    side: number,
    closing: number,
    price: number,
    commission: number,
    opening: number,
    reason: FillReason
  ): void {
    this.units += side * closing
    const trade = this.#openTrade
    if (trade === null) return
    trade.closed += closing
    trade.closedValue += closing * price
    trade.commission += commission
    if (this.units !== 0) return
    this.trades.push(trade.close(i, this.#market.series.time[i], opening > 0 ? 'flip' : reason))
    this.#openTrade = null
    this.entryBar = -1
  }

  #openUnits(
    i: number,
    side: number,
    opening: number,
    price: number,
    commission: number,
    decided: number | null
  ): void {
    if (this.#openTrade === null) {
      this.#openTrade = new OpenTrade(i, this.#market.series.time[i], side)
      this.averagePrice = this.#stopped.best = price
      this.entryBar = i
      this.#stopUnit = this.#market.atr?.[decided ?? i] ?? 0
    } else {
      const held = Math.abs(this.units)
      this.averagePrice = (this.averagePrice * held + price * opening) / (held + opening)
    }
    this.#openTrade.openedValue += opening * price
    this.#openTrade.opened += opening
    this.#openTrade.commission += commission
    this.units += side * opening
  }
}

import { TradeSchema } from '#database/schema'

/** A round trip of a recorded episode; open at its end: no exit. */
export default class Trade extends TradeSchema {
  static table = 'trades'
}

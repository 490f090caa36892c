import { TradingOperationSchema } from '#database/schema'

/** One fill of a recorded episode. */
export default class TradingOperation extends TradingOperationSchema {
  static table = 'trading_operations'
}

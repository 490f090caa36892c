/** How the choices of the catalogue are written on pages; the rest only lose their underscores. */
const WORDS: Readonly<Record<string, string>> = {
  'total-return': 'total return',
  log_return: 'log return',
  pnl: 'P&L',
  sharpe: 'differential Sharpe',
  sortino: 'differential Sortino',
  huber: 'Huber',
  mse: 'squared error',
  atr: 'ATR',
}

const INDICATORS: Readonly<Record<string, string>> = {
  log_return: 'Log return',
  rsi: 'RSI',
  macd: 'MACD',
  bollinger: 'Bollinger Bands',
  adx: 'ADX, +DI, −DI',
  aroon: 'Aroon',
  atr: 'ATR',
  volatility: 'Historical volatility',
  sma: 'SMA distance',
  ema: 'EMA distance',
  relative_volume: 'Relative volume',
  calendar: 'Calendar',
}

/** A choice in words. */
export function choiceWord(path: string, choice: string): string {
  const words = path === 'features.indicators' ? INDICATORS : WORDS
  return words[choice] ?? choice.replaceAll('_', ' ')
}

/** Every indicator with its word. */
export const INDICATOR_OPTIONS = Object.entries(INDICATORS).map(([value, label]) => ({
  value,
  label,
}))

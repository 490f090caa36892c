import { choices, float, integer, parametersOf } from '../parameter.ts'

/** Every indicator that an observation can hold; each adds one or more features. */
export const INDICATORS = [
  'log_return',
  'rsi',
  'macd',
  'bollinger',
  'adx',
  'aroon',
  'atr',
  'volatility',
  'sma',
  'ema',
  'relative_volume',
  'calendar',
] as const
export type IndicatorName = (typeof INDICATORS)[number]

/** What the agent sees of the market. Periods are in bars. */
export interface FeatureConfig {
  readonly window: number
  readonly indicators: readonly IndicatorName[]
  readonly logReturnPeriod: number
  readonly rsiPeriod: number
  readonly macdFast: number
  readonly macdSlow: number
  readonly macdSignal: number
  readonly bollingerPeriod: number
  readonly bollingerDeviations: number
  readonly adxPeriod: number
  readonly aroonPeriod: number
  readonly atrPeriod: number
  readonly volatilityPeriod: number
  readonly smaPeriod: number
  readonly emaPeriod: number
  readonly relativeVolumePeriod: number
  /** Scaled features are cut at this many standard deviations. */
  readonly clip: number
}

const bars = { unit: 'bars' } as const

/** A condition: only while the indicator is among `features.indicators` (list membership). */
const with_ = (name: IndicatorName) =>
  ({ ...bars, condition: { path: 'features.indicators', equals: [name] } }) as const

export const featureParameters = parametersOf<FeatureConfig>('features', {
  window: integer('Window', 'Bars of features in one observation.', 30, 1, 250, bars),
  indicators: choices(
    'Indicators',
    'What the agent sees of the market, each bar.',
    [
      'log_return',
      'rsi',
      'macd',
      'bollinger',
      'adx',
      'aroon',
      'atr',
      'volatility',
      'sma',
      'relative_volume',
    ],
    INDICATORS,
    1
  ),
  logReturnPeriod: integer(
    'Log return period',
    'Log return of the close over so many bars.',
    1,
    1,
    250,
    with_('log_return')
  ),
  rsiPeriod: integer('RSI period', 'Relative strength index, Wilder.', 14, 2, 250, with_('rsi')),
  macdFast: integer(
    'MACD fast',
    'Fast exponential average; under the slow one.',
    12,
    2,
    200,
    with_('macd')
  ),
  macdSlow: integer('MACD slow', 'Slow exponential average.', 26, 3, 400, with_('macd')),
  macdSignal: integer('MACD signal', 'Exponential average of the line.', 9, 1, 200, with_('macd')),
  bollingerPeriod: integer(
    'Bollinger period',
    'Mean and population deviation of the close.',
    20,
    2,
    250,
    with_('bollinger')
  ),
  bollingerDeviations: float('Bollinger deviations', 'Width of the bands.', 2, 0.1, 10, {
    ...with_('bollinger'),
    unit: 'sd',
  }),
  adxPeriod: integer(
    'ADX period',
    'Trend strength with +DI and −DI, Wilder.',
    14,
    2,
    250,
    with_('adx')
  ),
  aroonPeriod: integer(
    'Aroon period',
    'Bars since the highest high and the lowest low.',
    25,
    2,
    250,
    with_('aroon')
  ),
  atrPeriod: integer(
    'ATR period',
    'Average true range as a share of the close, Wilder.',
    14,
    2,
    250,
    with_('atr')
  ),
  volatilityPeriod: integer(
    'Volatility period',
    'Annualised sd of log returns.',
    20,
    2,
    250,
    with_('volatility')
  ),
  smaPeriod: integer('SMA period', 'Close against its simple average.', 50, 2, 400, with_('sma')),
  emaPeriod: integer(
    'EMA period',
    'Close against its exponential average.',
    20,
    2,
    400,
    with_('ema')
  ),
  relativeVolumePeriod: integer(
    'Relative volume period',
    'Volume against its mean.',
    20,
    2,
    250,
    with_('relative_volume')
  ),
  clip: float('Clip', 'Scaled features are cut at so many standard deviations.', 5, 1, 100, {
    unit: 'sd',
  }),
})

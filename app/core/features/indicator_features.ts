import type { Series } from '../market/series.ts'
import type { Feature } from './feature_matrix.ts'
import type { FeatureConfig, IndicatorName } from './feature_parameters.ts'
import { directionalMovement } from './indicators/adx.ts'
import { aroon } from './indicators/aroon.ts'
import { averageTrueRange } from './indicators/average_true_range.ts'
import { bollingerBands } from './indicators/bollinger.ts'
import { calendarColumns } from './indicators/calendar.ts'
import { macd } from './indicators/macd.ts'
import { exponentialAverage, simpleAverage } from './indicators/moving_averages.ts'
import { relativeStrength } from './indicators/rsi.ts'
import { relativeVolume } from './indicators/relative_volume.ts'
import { historicalVolatility, logReturns } from './indicators/volatility.ts'

export interface FeatureColumn extends Feature {
  /** float64 [bars] */
  readonly values: Float64Array
}

/**
 * The features that each indicator gives. All are free of the price's scale, so that a later split or
 * dividend changes none of the past.
 */
export const INDICATOR_FEATURES: Readonly<
  Record<
    IndicatorName,
    (series: Series, config: FeatureConfig, periodsPerYear: number) => FeatureColumn[]
  >
> = {
  log_return: ({ close }, { logReturnPeriod: p }) => [
    column(`log_return_${p}`, `Log return ${bars(p)}`, '%', 100, logReturns(close, p)),
  ],
  rsi: ({ close }, { rsiPeriod: p }) => [
    column(`rsi_${p}`, `RSI ${p}, Wilder`, '', 1, relativeStrength(close, p)),
  ],
  macd: ({ close }, { macdFast, macdSlow, macdSignal }) => {
    const { line, signal, histogram } = macd(close, macdFast, macdSlow, macdSignal)
    const periods = `${macdFast}_${macdSlow}_${macdSignal}`
    const label = `${macdFast}, ${macdSlow}, ${macdSignal}; % of price`
    return [
      column(`macd_line_${periods}`, `MACD line ${label}`, '%', 100, ratio(line, close)),
      column(`macd_signal_${periods}`, `MACD signal ${label}`, '%', 100, ratio(signal, close)),
      column(
        `macd_histogram_${periods}`,
        `MACD histogram ${label}`,
        '%',
        100,
        ratio(histogram, close)
      ),
    ]
  },
  bollinger: ({ close }, { bollingerPeriod: p, bollingerDeviations: d }) => {
    const { percentB, width } = bollingerBands(close, p, d)
    return [
      column(`bollinger_percent_b_${p}_${d}`, `Bollinger %B ${p}, ${d} sd`, '', 1, percentB),
      column(`bollinger_width_${p}_${d}`, `Bollinger width ${p}, ${d} sd`, '%', 100, width),
    ]
  },
  adx: (series, { adxPeriod: p }) => {
    const { adx, plus, minus } = directionalMovement(series, p)
    return [
      column(`adx_${p}`, `ADX ${p}`, '', 1, adx),
      column(`plus_di_${p}`, `+DI ${p}`, '', 1, plus),
      column(`minus_di_${p}`, `−DI ${p}`, '', 1, minus),
    ]
  },
  aroon: ({ high, low }, { aroonPeriod: p }) => {
    const { up, down, oscillator } = aroon(high, low, p)
    return [
      column(`aroon_up_${p}`, `Aroon up ${p}`, '', 1, up),
      column(`aroon_down_${p}`, `Aroon down ${p}`, '', 1, down),
      column(`aroon_oscillator_${p}`, `Aroon oscillator ${p}`, '', 1, oscillator),
    ]
  },
  atr: (series, { atrPeriod: p }) => {
    const values = ratio(averageTrueRange(series, p), series.close)
    return [column(`atr_percent_${p}`, `ATR ${p}; % of price`, '%', 100, values)]
  },
  volatility: ({ close }, { volatilityPeriod: p }, periodsPerYear) => {
    const values = historicalVolatility(close, p, periodsPerYear)
    return [column(`volatility_${p}`, `Historical volatility ${p}, annualised`, '%', 100, values)]
  },
  sma: ({ close }, { smaPeriod: p }) => [
    column(
      `price_to_sma_${p}`,
      `Price to SMA ${p}`,
      '%',
      100,
      over(close, simpleAverage(close, p))
    ),
  ],
  ema: ({ close }, { emaPeriod: p }) => [
    column(
      `price_to_ema_${p}`,
      `Price to EMA ${p}`,
      '%',
      100,
      over(close, exponentialAverage(close, p))
    ),
  ],
  relative_volume: ({ volume }, { relativeVolumePeriod: p }) => [
    column(
      `relative_volume_${p}`,
      `Relative volume to its mean of ${p}`,
      '×',
      1,
      relativeVolume(volume, p)
    ),
  ],
  calendar: ({ time }) => {
    const { weekSine, weekCosine, yearSine, yearCosine } = calendarColumns(time)
    return [
      column('week_sine', 'Place in the week, sine', '', 1, weekSine),
      column('week_cosine', 'Place in the week, cosine', '', 1, weekCosine),
      column('year_sine', 'Place in the year, sine', '', 1, yearSine),
      column('year_cosine', 'Place in the year, cosine', '', 1, yearCosine),
    ]
  },
}

function column(
  name: string,
  label: string,
  unit: string,
  factor: number,
  values: Float64Array
): FeatureColumn {
  return { name, label, unit, factor, values }
}

function bars(count: number): string {
  return count === 1 ? '1 bar' : `${count} bars`
}

/** values / price, in place. */
function ratio(values: Float64Array, price: Float64Array): Float64Array {
  for (let t = 0; t < values.length; t++) values[t] /= price[t]
  return values
}

/** price / average - 1, in place of the average. */
function over(price: Float64Array, average: Float64Array): Float64Array {
  for (let t = 0; t < average.length; t++) average[t] = price[t] / average[t] - 1
  return average
}

import { inject } from '@adonisjs/core'
import { INDICATOR_FEATURES, type FeatureColumn } from '#core/features/indicator_features'
import { bollingerBands } from '#core/features/indicators/bollinger'
import { exponentialAverage, simpleAverage } from '#core/features/indicators/moving_averages'
import type { FeatureConfig, IndicatorName } from '#core/features/feature_parameters'
import { adjust } from '#core/market/adjustment'
import { periodsPerYear } from '#core/market/calendars'
import type { Adjustment, CorporateAction, Series } from '#core/market/series'
import { resolveParameters } from '#core/parameters/resolve'
import DatasetService from '#services/dataset_service'
import type { ListedDataset } from '#services/pages/dataset_list'

interface Wanted {
  readonly adjustment: Adjustment
  readonly indicators: readonly IndicatorName[]
}

interface Line {
  readonly name: string
  readonly values: Float64Array
}

interface IndicatorPane {
  readonly label: string
  readonly lines: readonly Line[]
  /** Usual bounds, drawn as lines. */
  readonly levels: readonly number[]
}

export interface ChartData {
  readonly symbol: string
  readonly interval: string
  readonly series: Series
  readonly actions: readonly CorporateAction[]
  readonly overlays: readonly Line[]
  readonly panes: readonly IndicatorPane[]
}

const LEVELS: Readonly<Partial<Record<IndicatorName, readonly number[]>>> = {
  rsi: [30, 70],
  macd: [0],
  log_return: [0],
  relative_volume: [1],
}

@inject()
export default class DatasetChartPage {
  constructor(protected datasets: DatasetService) {}

  /** Bars as a run would see them, with the wanted indicators at the catalogue's periods. */
  async curves(dataset: ListedDataset, wanted: Wanted): Promise<ChartData> {
    const sourced = await this.datasets.load(dataset.dataset_id)
    const series = adjust(sourced, wanted.adjustment)
    const { features } = resolveParameters({})
    const { interval, calendar } = sourced.identity
    const periods = periodsPerYear(interval, calendar)
    return {
      symbol: dataset.symbol,
      interval: dataset.interval,
      series,
      actions: sourced.actions,
      overlays: wanted.indicators.flatMap((name) => overlaysOf(name, series, features)),
      panes: wanted.indicators.flatMap((name) => panesOf(name, series, features, periods)),
    }
  }
}

/** Lines in the price's own unit. */
function overlaysOf(name: IndicatorName, { close }: Series, features: FeatureConfig): Line[] {
  const { smaPeriod, emaPeriod, bollingerPeriod, bollingerDeviations } = features
  if (name === 'sma') return [{ name: `SMA ${smaPeriod}`, values: simpleAverage(close, smaPeriod) }]
  if (name === 'ema') {
    return [{ name: `EMA ${emaPeriod}`, values: exponentialAverage(close, emaPeriod) }]
  }
  if (name !== 'bollinger') return []
  const { upper, lower } = bollingerBands(close, bollingerPeriod, bollingerDeviations)
  return [
    { name: 'Bollinger upper', values: upper },
    { name: 'Bollinger lower', values: lower },
  ]
}

/** One pane for each unit: an axis holds one. */
function panesOf(
  name: IndicatorName,
  series: Series,
  features: FeatureConfig,
  periods: number
): IndicatorPane[] {
  const columns = INDICATOR_FEATURES[name](series, features, periods)
  return [...new Set(columns.map(({ unit }) => unit))].map((unit) => {
    const own = columns.filter((column) => column.unit === unit)
    const words = own.length === 1 ? own[0]!.label : (WORDS[name] ?? name)
    return {
      label: unit === '' ? words : `${words}, ${unit}`,
      lines: own.map((column) => ({ name: column.label, values: shown(column) })),
      levels: LEVELS[name] ?? [],
    }
  })
}

const WORDS: Readonly<Partial<Record<IndicatorName, string>>> = {
  macd: 'MACD',
  bollinger: 'Bollinger Bands',
  adx: 'ADX and directional movement',
  aroon: 'Aroon',
  calendar: 'Calendar',
}

/** Values in the unit that people read. */
function shown({ values, factor }: FeatureColumn): Float64Array {
  return factor === 1 ? values : values.map((value) => value * factor)
}

import type { EnvironmentMarket } from '../environment/environment_market.ts'
import type { BarRange } from '../evaluation/splits.ts'
import { fitScaler, scaledTable, type ScalerState } from '../features/scaler.ts'
import { periodsPerYear } from '../market/calendars.ts'
import type { RunParameters } from '../parameters/catalogue.ts'
import type { RunDataset } from './run_contract.ts'
import { sealedSeries, type FeaturedSeries } from './sealed_series.ts'

/** The datasets of a run, ready for its environments; the same tables serve training and validation. */
export interface RunMarkets {
  readonly sealed: readonly FeaturedSeries[]
  readonly scaler: ScalerState
  readonly featureNames: readonly string[]
  readonly training: readonly EnvironmentMarket[]
  readonly validation: readonly EnvironmentMarket[]
}

/** Seals, splits and scales the datasets. The scaler is fitted on the training ranges of all of them. */
export function runMarkets(datasets: readonly RunDataset[], parameters: RunParameters): RunMarkets {
  const sealed = datasets.map((dataset) => sealedSeries(dataset, parameters))
  const scaler = fitScaler(sealed.map(({ matrix, splits }) => ({ matrix, ...splits.training })))
  const tables = sealed.map(({ matrix }) => scaledTable(matrix, scaler, parameters.features.clip))
  const lookBack = parameters.features.window - 1
  const marketsOf = (range: (featured: FeaturedSeries) => BarRange) =>
    sealed.map((featured, i) =>
      environmentMarket(datasets[i], featured, tables[i], range(featured))
    )
  return {
    sealed,
    scaler,
    featureNames: sealed[0].matrix.features.map(({ name }) => name),
    // the first window lies within the training range; that of validation reaches into the embargo
    training: marketsOf(({ splits: { training } }) => ({
      first: training.first + lookBack,
      last: training.last,
    })),
    validation: marketsOf(({ splits }) => splits.validation),
  }
}

/** One dataset for an environment whose decisions begin at `range.first` and which ends at `range.last`. */
export function environmentMarket(
  { identity }: RunDataset,
  { series, matrix }: FeaturedSeries,
  table: Float32Array,
  range: BarRange
): EnvironmentMarket {
  return {
    symbol: identity.symbol,
    series,
    table,
    columns: matrix.columns.length,
    featureNames: matrix.features.map(({ name }) => name),
    firstBar: range.first,
    lastBar: range.last,
    periodsPerYear: periodsPerYear(identity.interval, identity.calendar),
  }
}

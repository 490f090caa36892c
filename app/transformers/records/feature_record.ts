import type { FeatureMatrix } from '#core/features/feature_matrix'
import type { Series } from '#core/market/series'
import {
  boolean,
  count,
  list,
  mapOf,
  named,
  nullable,
  number,
  record,
  said,
  time,
} from '#openapi/shape'
import type { IndexedRows } from '#services/api/array_page'

/** The features of one bar. */
export const featureRecord = named(
  'FeatureRow',
  record({
    bar: count('Index of the bar.'),
    time: time('When the bar opens.'),
    features: mapOf(
      nullable(number('Value; null before its first valid bar.')),
      'Value of each feature, by its name.'
    ),
  })
)

/** What holds for all rows of a feature matrix. */
export const matrixFacts = {
  names: list(said('A name.'), { description: 'Names of the features.' }),
  rows: count('Bars of the version.'),
  first_valid: nullable(count('First bar from which all are known; null: none.')),
  first_valid_of: mapOf(nullable(count('A bar; null: never.')), 'First valid bar of each.'),
  prefix_invariant: boolean('That no feature looks ahead was checked on the newest 5,000 bars.'),
}

type Facts = { readonly [K in keyof typeof matrixFacts]: unknown }

/** A feature that looks ahead never comes here: the check throws. */
export function matrixJson({ features, rows, firstUsable, firstValid }: FeatureMatrix): Facts {
  const known = (bar: number) => (bar < rows ? bar : null)
  return {
    names: features.map(({ name }) => name),
    rows,
    first_valid: known(firstUsable),
    first_valid_of: Object.fromEntries(
      features.map(({ name }, f) => [name, known(firstValid[f]!)])
    ),
    prefix_invariant: true,
  }
}

/** Features as a list filters them: a value before its first valid bar is unknown. */
export function indexedFeatures(
  { length, time: times }: Series,
  matrix: FeatureMatrix
): IndexedRows {
  const columns = matrix.features.map(({ name }, f) => {
    return [name, (bar: number) => featureAt(matrix, f, bar)] as const
  })
  return { index: 'bar', length, times, columns: Object.fromEntries(columns) }
}

export function featureJson({ time: times }: Series, matrix: FeatureMatrix, bar: number) {
  const values = matrix.features.map(({ name }, f) => [name, featureAt(matrix, f, bar)] as const)
  return { bar, time: new Date(times[bar]!).toISOString(), features: Object.fromEntries(values) }
}

function featureAt({ columns, firstValid }: FeatureMatrix, feature: number, bar: number) {
  const value = columns[feature]![bar]!
  return bar >= firstValid[feature]! && Number.isFinite(value) ? value : null
}

/** A row for CSV: a column a feature. */
export function flatFeatures(row: Readonly<Record<string, unknown>>) {
  const { features, ...rest } = row
  return { ...rest, ...(features as Readonly<Record<string, number | null>> | undefined) }
}

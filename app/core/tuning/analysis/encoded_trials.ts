import { sameValue, type Dimension, type SearchSpace } from '../search_space.ts'
import type { ParameterValue } from '../../parameter.ts'
import type { ScoredTrial } from './scored_trials.ts'

/** Groups of values that a number is put into, so that trees need no sorting. */
export const MOST_BINS = 48

/** One parameter of all trials, as codes that trees split on. */
export interface EncodedColumn {
  readonly path: string
  /** Whether codes have an order (numbers) or are only names (choices). */
  readonly ordered: boolean
  /** uint8 [trials]; 0: the trial does not have the parameter, or a value outside of its choices. */
  readonly codes: Uint8Array
  /** One more than the largest code. */
  readonly size: number
  /** Code of a value that no trial needs to have. */
  readonly codeOf: (value: ParameterValue | undefined) => number
}

/** A number's place on its dimension's scale: its logarithm on a logarithmic one. Null: no number. */
export function scaled(dimension: Dimension, value: ParameterValue | undefined): number | null {
  if (dimension.type === 'categorical' || typeof value !== 'number') return null
  if (!dimension.log) return value
  return value > 0 ? Math.log(value) : null
}

/** Every dimension as a column of codes. */
export function encodeTrials(
  { dimensions }: SearchSpace,
  trials: readonly ScoredTrial[]
): EncodedColumn[] {
  return dimensions.map((dimension) => {
    const { path } = dimension
    const { codeOf, size } =
      dimension.type === 'categorical'
        ? choiceCodes(dimension.choices)
        : numberCodes(dimension, trials)
    const codes = Uint8Array.from(trials, ({ values }) => codeOf(values[path]))
    return { path, ordered: dimension.type !== 'categorical', codes, size, codeOf }
  })
}

type Codes = Pick<EncodedColumn, 'codeOf' | 'size'>

function choiceCodes(choices: readonly ParameterValue[]): Codes {
  const codeOf = (value: ParameterValue | undefined) =>
    value === undefined ? 0 : choices.findIndex((choice) => sameValue(choice, value)) + 1
  return { codeOf, size: choices.length + 1 }
}

/** A code for each value, or where there are many for each group of equally many trials. */
function numberCodes(dimension: Dimension, trials: readonly ScoredTrial[]): Codes {
  const known = trials.flatMap(({ values }) => scaled(dimension, values[dimension.path]) ?? [])
  const ascending = known.sort((a, b) => a - b)
  const distinct = ascending.filter((value, i) => i === 0 || value !== ascending[i - 1])
  const lows =
    distinct.length <= MOST_BINS
      ? distinct
      : Array.from(
          { length: MOST_BINS },
          (_, bin) => ascending[Math.floor((bin * ascending.length) / MOST_BINS)]
        ).filter((value, i, all) => i === 0 || value !== all[i - 1])
  const codeOf = (value: ParameterValue | undefined) => {
    const place = scaled(dimension, value)
    return place === null ? 0 : Math.max(1, upperBound(lows, place))
  }
  return { codeOf, size: lows.length + 1 }
}

/** How many of the ascending values are at or under `value`. */
function upperBound(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}

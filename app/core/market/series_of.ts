import { Defect } from '../errors.ts'
import type { Series } from './series.ts'

type Numbers = ArrayLike<number>

/** Columns of a series before they are typed arrays; all of one length. */
export interface SeriesColumns {
  readonly time: Numbers
  readonly open: Numbers
  readonly high: Numbers
  readonly low: Numbers
  readonly close: Numbers
  readonly adjClose?: Numbers | null
  readonly volume: Numbers
}

/**
 * A series of these columns. Float64Arrays are taken as they are, not copied; other lists are copied.
 * Nothing is validated but the lengths.
 * @throws E_DEFECT when the lengths differ.
 */
export function seriesOf(columns: SeriesColumns): Series {
  const length = columns.time.length
  const column = (name: keyof SeriesColumns, values: Numbers): Float64Array => {
    if (values.length === length)
      return values instanceof Float64Array ? values : Float64Array.from(values)
    throw new Defect(`Column ${name} has ${values.length} values, but time has ${length}.`)
  }
  return {
    length,
    time: column('time', columns.time),
    open: column('open', columns.open),
    high: column('high', columns.high),
    low: column('low', columns.low),
    close: column('close', columns.close),
    adjClose: columns.adjClose ? column('adjClose', columns.adjClose) : null,
    volume: column('volume', columns.volume),
  }
}

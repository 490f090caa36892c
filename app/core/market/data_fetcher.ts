import { InvalidParameter } from '../errors.ts'
import type { BarsRequest, DataSource, FetchProgress } from '../ports/data_source.ts'
import { isoTime, parseIsoTime } from './iso_time.ts'
import { DatasetRefused } from './market_errors.ts'
import { droppedText, repair, repairFindings, type Repair } from './repair.ts'
import { INTERVALS, type Finding, type Interval, type SourcedSeries } from './series.ts'
import { validate } from './validation.ts'

/** An ISO day or time (UTC unless it says otherwise), UTC epoch milliseconds, or null for no bound. */
export type DateInput = string | number | null

export interface FetchOptions {
  /** Name of the source; the fetcher's first one by default. */
  readonly source?: string
  /** Drops bad bars and records which, instead of refusing the whole. */
  readonly repair?: boolean
  readonly signal?: AbortSignal
  readonly progress?: FetchProgress
}

/** Bars that passed validation, with everything there is to say about them. */
export interface FetchedData {
  readonly data: SourcedSeries
  /** Warnings and infos, the repairs among them; never an error. */
  readonly findings: readonly Finding[]
  readonly repairs: readonly Repair[]
}

/** A repair that drops more than this share leaves another dataset than the one asked for. */
const MOST_DROPPED = 0.5
/** What a symbol may be: 1 to 40 characters, no two dots in a row. */
export const SYMBOL = /^(?!.*\.\.)[\p{L}\p{N}^][\p{L}\p{N}^=.&:/ _+-]{0,39}$/u

/** Brings bars from a source and lets only a whole, validated series through. */
export class DataFetcher {
  readonly #sources: ReadonlyMap<string, DataSource>

  /** @param sources by name; the first is the default */
  constructor(sources: Iterable<DataSource>) {
    this.#sources = new Map([...sources].map((source) => [source.name, source]))
  }

  /**
   * Bars with `from <= time < to`, oldest first, validated (and repaired where asked).
   * @throws E_INVALID_PARAMETER for a bad argument, E_DATASET_REFUSED with the report when a rule of
   * severity `error` is broken, and what the source throws (ports/data_source.ts).
   */
  async fetchHistoricalData(
    symbol: string,
    from: DateInput,
    to: DateInput,
    interval: string,
    options: FetchOptions = {}
  ): Promise<FetchedData> {
    const source = this.#source(options.source)
    const request = barsRequest(symbol, from, to, interval)
    const sourced = await source.fetch(request, options.signal, options.progress)
    return admit(sourced, options.repair ?? false)
  }

  #source(name: string | undefined): DataSource {
    const names = [...this.#sources.keys()]
    const source = this.#sources.get(name ?? names[0])
    if (source !== undefined) return source
    throw new InvalidParameter(
      'source',
      `source is ${JSON.stringify(name)}, but must be one of ${names.join(', ')}.`,
      `Choose ${names.join(' or ')}.`
    )
  }
}

/**
 * Validates bars as a source gave them; the one way into a dataset.
 * @throws E_DATASET_REFUSED when an `error` stands, also after the repair.
 */
export function admit(sourced: SourcedSeries, withRepair: boolean): FetchedData {
  const findings = validate(sourced)
  if (!hasError(findings)) return { data: sourced, findings, repairs: [] }
  const { symbol, interval, source } = sourced.identity
  const subject = `${symbol} ${interval} from ${source}`
  if (!withRepair) {
    throw new DatasetRefused(
      subject,
      findings,
      'Mend the data, or drop the bad bars with --repair.'
    )
  }
  const { data, repairs } = repair(sourced)
  const left = validate(data)
  if (hasError(left)) {
    throw new DatasetRefused(subject, left, 'The repair cannot mend this. Mend the data itself.')
  }
  const [before, after] = [sourced.series.length, data.series.length]
  if (before - after > MOST_DROPPED * before) {
    const remedy = `The repair would drop ${droppedText(before, after)}, more than ${MOST_DROPPED * 100} %. Mend the data itself.`
    throw new DatasetRefused(subject, findings, remedy)
  }
  return { data, findings: [...repairFindings(repairs, data.series), ...left], repairs }
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error')
}

/**
 * The arguments of a fetch, checked.
 * @throws E_INVALID_PARAMETER naming the argument, its value and what is allowed.
 */
function barsRequest(
  symbol: string,
  from: DateInput,
  to: DateInput,
  interval: string
): BarsRequest {
  if (!SYMBOL.test(symbol.trim())) {
    const message = `symbol is ${JSON.stringify(symbol)}, but must be 1 to 40 letters, digits or ^ = . & : / _ + -.`
    throw new InvalidParameter(
      'symbol',
      message,
      'Give it as the source spells it, for example SPY.'
    )
  }
  const [start, end] = [dateOf('from', from), dateOf('to', to)]
  if (start !== null && end !== null && start >= end) {
    const message = `from is ${isoTime(start)}, but must be before to, which is ${isoTime(end)} and not part of the range.`
    throw new InvalidParameter('from', message, 'Give an earlier from or a later to.')
  }
  return { symbol: symbol.trim(), interval: intervalOf(interval), from: start, to: end }
}

function intervalOf(interval: string): Interval {
  const known = INTERVALS.find((name) => name === interval)
  if (known !== undefined) return known
  const message = `interval is ${JSON.stringify(interval)}, but must be one of ${INTERVALS.join(', ')}.`
  throw new InvalidParameter('interval', message, 'Choose one of these.')
}

function dateOf(path: 'from' | 'to', given: DateInput): number | null {
  if (given === null) return null
  const time = typeof given === 'number' ? given : parseIsoTime(given)
  // the bounds of civil dates that ISO 8601 can write in four digits
  if (time !== null && time >= -62_135_596_800_000 && time < 253_402_300_800_000) return time
  const message = `${path} is ${JSON.stringify(given)}, but must be an ISO date such as 2018-05-11, or epoch milliseconds.`
  throw new InvalidParameter(path, message, 'Correct the date.')
}

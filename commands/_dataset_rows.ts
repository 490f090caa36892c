import type Dataset from '#models/dataset'
import type { Finding } from '#core/market/series'

/** A finding of a validation report with the names of the API. */
export interface FindingRow {
  readonly rule: string
  readonly severity: string
  readonly count: number
  readonly first_bar: number | null
  readonly first_time: string | null
  readonly message: string
}

/** A dataset version; `from` and `to` are its first and last bar. */
export function datasetRow(dataset: Dataset) {
  return {
    dataset_id: Number(dataset.datasetId),
    symbol: dataset.symbol,
    interval: dataset.interval,
    source: dataset.source,
    version: dataset.version,
    bars: dataset.bars,
    from: dataset.firstTime.toUTC().toISO(),
    to: dataset.lastTime.toUTC().toISO(),
    calendar: dataset.calendar,
    currency: dataset.currency,
    sha256: dataset.sha256,
    repaired_bars: dataset.repairedBars,
    findings: dataset.findings.map(storedFinding),
  }
}

/** One line for a person. */
export function datasetLine(dataset: Dataset): string {
  const { datasetId, symbol, interval, source, version, bars, firstTime, lastTime } = dataset
  const range = `${firstTime.toUTC().toISODate()} to ${lastTime.toUTC().toISODate()}`
  return `Dataset ${datasetId}: ${symbol} ${interval} from ${source}, version ${version}: ${bars} bars, ${range}.`
}

export function findingRow(finding: Finding): FindingRow {
  const { rule, severity, count, firstBar, firstTime, message } = finding
  const time = firstTime === null ? null : new Date(firstTime).toISOString()
  return { rule, severity, count, first_bar: firstBar, first_time: time, message }
}

export function findingLine({ rule, severity, message }: FindingRow): string {
  return `${severity.padEnd(8)} ${rule}: ${message}`
}

function storedFinding({ rule, severity, count, firstBar, firstTime, message }: Stored) {
  const time = firstTime === null ? null : firstTime.toUTC().toISO()
  return { rule, severity, count, first_bar: firstBar, first_time: time, message }
}

type Stored = Dataset['findings'][number]

import { readFile } from 'node:fs/promises'
import { CodedError } from '#core/errors'
import type { Series } from '#core/market/series'
import { CsvDataSource } from '#integrations/data_sources/csv/csv_data_source'

/** A file of bars or actions that is none. */
export class LedgerFileRefused extends CodedError {
  readonly code = 'E_LEDGER_FILE'
  readonly kind = 'bad_input'
}

const BARS_REMEDY =
  'Give CSV with a header, a JSON list of [time, open, high, low, close, volume] with time in UTC epoch milliseconds, or a scenario with such bars.'
const ACTIONS_REMEDY =
  'Give a JSON list of target levels, one level a line, or a scenario with actions: one for each bar but the last.'

/**
 * Bars of a file: CSV as `data:fetch` reads it, a JSON list of rows, or a scenario's `bars`. Nothing is
 * adjusted or repaired.
 * @throws E_LEDGER_FILE, E_DATA_SOURCE_BAD_FILE
 */
export async function readBars(path: string): Promise<Series> {
  const text = await textOf(path, 'bars')
  if (!/^\s*[[{]/.test(text)) return csvBars(path)
  const content = jsonOf(text, path, BARS_REMEDY)
  const rows = isRecord(content) ? content['bars'] : content
  if (!Array.isArray(rows)) {
    throw new LedgerFileRefused(`${path} has no list of bars.`, BARS_REMEDY)
  }
  return seriesFrom(rows, path)
}

/**
 * Target levels of a file: a JSON list, one a line, or a scenario's `actions`, which brings the
 * scenario's `config` along.
 * @throws E_LEDGER_FILE
 */
export async function readActions(
  path: string
): Promise<{ levels: number[]; config: Readonly<Record<string, unknown>> }> {
  const text = await textOf(path, 'actions')
  if (!/^\s*[[{]/.test(text)) return { levels: linesOf(text, path), config: {} }
  const content = jsonOf(text, path, ACTIONS_REMEDY)
  const scenario = isRecord(content) ? content : { actions: content }
  const { actions, config = {} } = scenario
  if (!Array.isArray(actions) || !isRecord(config)) {
    throw new LedgerFileRefused(`${path} has no list of actions.`, ACTIONS_REMEDY)
  }
  return { levels: actions.map((level, k) => levelOf(level, `action ${k}`, path)), config }
}

function linesOf(text: string, path: string): number[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  return lines.flatMap((line, i) =>
    line === '' ? [] : levelOf(Number(line), `line ${i + 1} (${line})`, path)
  )
}

function levelOf(level: unknown, where: string, path: string): number {
  if (typeof level === 'number' && Number.isFinite(level)) return level
  const shown = typeof level === 'number' ? 'no number' : JSON.stringify(level)
  const message = `${path}: ${where} is ${shown}, but must be a target level: 1 long, 0 flat, -1 short.`
  throw new LedgerFileRefused(message, ACTIONS_REMEDY)
}

function seriesFrom(rows: readonly unknown[], path: string): Series {
  rows.forEach((row, t) => {
    if (Array.isArray(row) && row.length === 6 && row.every(Number.isFinite)) return
    const message = `${path}: bar ${t} is ${JSON.stringify(row)}, but must be six numbers.`
    throw new LedgerFileRefused(message, BARS_REMEDY)
  })
  const column = (k: number) => Float64Array.from(rows as readonly number[][], (row) => row[k]!)
  const [time, open, high, low, close, volume] = [0, 1, 2, 3, 4, 5].map(column) as Columns
  return { length: rows.length, time, open, high, low, close, adjClose: null, volume }
}

type Columns = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]

/** Read as intraday bars, whose times stay as they are written. */
async function csvBars(path: string): Promise<Series> {
  const source = await CsvDataSource.open(path)
  const request = { symbol: 'BARS', interval: '1m', from: null, to: null } as const
  return (await source.fetch(request)).series
}

async function textOf(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    const message = `${name} is ${JSON.stringify(path)}, which cannot be read: ${reason}.`
    throw new LedgerFileRefused(message, 'Check the path.', { cause })
  }
}

function jsonOf(text: string, path: string, remedy: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new LedgerFileRefused(`${path} is no JSON: ${String(cause)}.`, remedy, { cause })
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import { Defect } from '../errors.ts'
import { seriesOf } from './series_of.ts'
import type { CorporateAction, SeriesIdentity, SourcedSeries } from './series.ts'

const MAGIC = 'RSCB'
const FORMAT = 1
const PREFIX = 8
const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const

interface Header extends SeriesIdentity {
  readonly format: number
  readonly bars: number
  readonly adjClose: boolean
  readonly splitAdjusted: boolean
  readonly actions: readonly (readonly [kind: 'split' | 'dividend', time: number, value: number])[]
}

/**
 * Canonical bytes of a dataset version; their SHA-256 is its identity. Equal bars, actions and
 * identity give equal bytes on every machine. Layout: "RSCB", uint32 header length, header (ASCII
 * JSON, fixed key order, space-padded to a multiple of 8), then one column after another as float64
 * little-endian: time, open, high, low, close, volume, and adjClose if the header says so.
 */
export function canonicalBytes(sourced: SourcedSeries): Uint8Array {
  const { series } = sourced
  const header = headerText(sourced)
  const columns = COLUMNS.map((name) => series[name])
  if (series.adjClose !== null) columns.push(series.adjClose)
  const bytes = new Uint8Array(PREFIX + header.length + columns.length * series.length * 8)
  const view = new DataView(bytes.buffer)
  writeAscii(bytes, 0, MAGIC)
  view.setUint32(4, header.length, true)
  writeAscii(bytes, PREFIX, header)
  let at = PREFIX + header.length
  for (const column of columns) {
    // + 0 turns -0 into 0, so that equal numbers are equal bytes
    for (let t = 0; t < series.length; t++, at += 8) view.setFloat64(at, column[t] + 0, true)
  }
  return bytes
}

/**
 * The series that `canonicalBytes` wrote.
 * @throws E_DEFECT when the bytes are damaged or of another format.
 */
export function decodeDataset(bytes: Uint8Array): SourcedSeries {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < PREFIX || readAscii(bytes, 0, 4) !== MAGIC) {
    throw new Defect(`A stored dataset of ${bytes.length} bytes does not begin with ${MAGIC}.`)
  }
  const headerLength = view.getUint32(4, true)
  const header = parseHeader(readAscii(bytes, PREFIX, headerLength))
  const names = header.adjClose ? [...COLUMNS, 'adjClose' as const] : COLUMNS
  const expected = PREFIX + headerLength + names.length * header.bars * 8
  if (bytes.length !== expected) {
    throw new Defect(`A stored dataset has ${bytes.length} bytes, but its header says ${expected}.`)
  }
  const column = (index: number) => {
    const values = new Float64Array(header.bars)
    const start = PREFIX + headerLength + index * header.bars * 8
    for (let t = 0; t < header.bars; t++) values[t] = view.getFloat64(start + t * 8, true)
    return values
  }
  const columns = Object.fromEntries(names.map((name, index) => [name, column(index)]))
  return {
    identity: identityOf(header),
    series: seriesOf(columns as Record<(typeof COLUMNS)[number], Float64Array>),
    actions: header.actions.map(actionOf),
    splitAdjusted: header.splitAdjusted,
  }
}

function headerText(sourced: SourcedSeries): string {
  const { identity, series, actions, splitAdjusted } = sourced
  const header: Header = {
    format: FORMAT,
    ...identityOf(identity),
    bars: series.length,
    adjClose: series.adjClose !== null,
    splitAdjusted,
    actions: actions.map((a) => [a.kind, a.time, a.kind === 'split' ? a.ratio : a.amount]),
  }
  const text = JSON.stringify(header).replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
  return text.padEnd(Math.ceil(text.length / 8) * 8)
}

/** Names each field, so that the key order is fixed and nothing else comes along. */
function identityOf(from: SeriesIdentity): SeriesIdentity {
  const { symbol, interval, source, calendar, currency } = from
  return { symbol, interval, source, calendar, currency }
}

function parseHeader(text: string): Header {
  try {
    const header = JSON.parse(text) as Header
    if (header.format === FORMAT) return header
    throw new Defect(
      `A stored dataset has format ${header.format}, but this version reads ${FORMAT}.`
    )
  } catch (cause) {
    if (cause instanceof Defect) throw cause
    throw new Defect('The header of a stored dataset is unreadable.', { cause })
  }
}

function actionOf([kind, time, value]: Header['actions'][number]): CorporateAction {
  return kind === 'split' ? { kind, time, ratio: value } : { kind, time, amount: value }
}

function writeAscii(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i)
}

function readAscii(bytes: Uint8Array, at: number, length: number): string {
  let text = ''
  for (let i = at; i < at + length && i < bytes.length; i++) text += String.fromCharCode(bytes[i])
  return text
}

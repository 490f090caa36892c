import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { DataSourceBadFile } from '../../../core/market/data_source_errors.ts'

const MOST_FILE_BYTES = 50 * 2 ** 20
/** A packed file may grow by as much, no more. */
const MOST_PLAIN_BYTES = 4 * MOST_FILE_BYTES

/**
 * The bytes of a file as they are.
 * @throws E_DATA_SOURCE_BAD_FILE when it cannot be read or is too large.
 */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > MOST_FILE_BYTES) throw tooLarge(basename(path), size, MOST_FILE_BYTES)
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof DataSourceBadFile) throw cause
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    const remedy = 'Check that the path is right and the file may be read.'
    throw new DataSourceBadFile(`${path} cannot be read: ${reason}.`, remedy, { cause })
  }
}

/**
 * The text of a CSV file as UTF-8 bytes without a byte order mark: gzip is unpacked, UTF-16 rewritten.
 * @throws E_DATA_SOURCE_BAD_FILE when it is too large, damaged, or not text.
 */
export function plainBytes(given: Uint8Array, name: string): Uint8Array {
  if (given.length > MOST_FILE_BYTES) throw tooLarge(name, given.length, MOST_FILE_BYTES)
  const bytes = isPacked(given) ? unpacked(given, name) : given
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return rewritten(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return rewritten(bytes, 'utf-16be')
  const text =
    bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
  if (text.subarray(0, 4096).includes(0)) {
    throw new DataSourceBadFile(`${name} is not text: it holds zero bytes.`, 'Export it as CSV.')
  }
  return text
}

export function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/**
 * What the first packed bytes of a gzip file hold; deflate makes at most a thousandfold of them.
 * @throws E_DATA_SOURCE_BAD_FILE when it is damaged.
 */
export function unpackedHead(bytes: Uint8Array, most: number, name: string): Uint8Array {
  return unpacked(bytes.subarray(0, most), name, constants.Z_SYNC_FLUSH)
}

function tooLarge(name: string, size: number, bound: number): DataSourceBadFile {
  const mebibytes = (count: number) => `${Math.round((count / 2 ** 20) * 10) / 10} MiB`
  return new DataSourceBadFile(
    `${name} has ${mebibytes(size)}, but at most ${mebibytes(bound)} are read.`,
    'Pack it with gzip, or split it by time.'
  )
}

function unpacked(bytes: Uint8Array, name: string, finishFlush?: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_PLAIN_BYTES, finishFlush })
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(name, MOST_PLAIN_BYTES + 1, MOST_PLAIN_BYTES)
    throw new DataSourceBadFile(`${name} is damaged: it cannot be unpacked.`, 'Pack it again.', {
      cause,
    })
  }
}

function rewritten(bytes: Uint8Array, encoding: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder(encoding).decode(bytes))
}

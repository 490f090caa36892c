import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import { canonicalBytes, decodeDataset } from '../../core/market/dataset_bytes.ts'
import type { SourcedSeries } from '../../core/market/series.ts'
import { Defect } from '../../core/errors.ts'

const pack = promisify(deflate)
const unpack = promisify(inflate)

/** SHA-256 of a dataset's canonical bytes, 64 hexadecimal digits: its identity. */
export function datasetHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A dataset as it is stored: identity, and its canonical bytes compressed (zlib). */
export async function packDataset(
  data: SourcedSeries
): Promise<{ readonly sha256: string; readonly packed: Buffer }> {
  const bytes = canonicalBytes(data)
  return { sha256: datasetHash(bytes), packed: await pack(bytes) }
}

/**
 * A stored dataset.
 * @throws E_DEFECT when the bytes do not have the hash they are stored under.
 */
export async function unpackDataset(packed: Uint8Array, sha256: string): Promise<SourcedSeries> {
  const bytes = await unpack(packed).catch((cause: unknown) => {
    throw new Defect(`Dataset ${sha256} cannot be unpacked.`, { cause })
  })
  const found = datasetHash(bytes)
  if (found === sha256) return decodeDataset(bytes)
  throw new Defect(`Dataset ${sha256} has the content of ${found}.`)
}

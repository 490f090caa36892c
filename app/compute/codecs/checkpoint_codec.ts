import { createHash } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import type { RunCheckpoint } from '../../core/agent/run_contract.ts'
import { CodedError } from '../../core/errors.ts'

const MAGIC = Buffer.from('RSCK')
/** Of the content: a later program may have another. */
const VERSION = 1
const HASH_BYTES = 32
const HEAD_BYTES = MAGIC.length + HASH_BYTES

/** Stored bytes are no checkpoint, not the ones that were written, or of another program's version. */
export class CheckpointCorrupt extends CodedError {
  readonly code = 'E_CHECKPOINT_CORRUPT'
  readonly kind = 'defect'

  constructor(reason: string) {
    super(
      `The stored checkpoint cannot be read: ${reason}.`,
      'Resume from an earlier checkpoint, or launch the run again: the same seed gives the same weights.'
    )
  }
}

/** A checkpoint as bytes: `RSCK`, the SHA-256 of what follows, and V8's structured serialisation. */
export function encodeCheckpoint(checkpoint: RunCheckpoint): Uint8Array {
  const body = serialize(checkpoint)
  return Buffer.concat([MAGIC, createHash('sha256').update(body).digest(), body])
}

/** @throws E_CHECKPOINT_CORRUPT */
export function decodeCheckpoint(bytes: Uint8Array): RunCheckpoint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!buffer.subarray(0, MAGIC.length).equals(MAGIC))
    throw new CheckpointCorrupt('it has another head')
  const body = buffer.subarray(HEAD_BYTES)
  const hash = createHash('sha256').update(body).digest()
  if (!hash.equals(buffer.subarray(MAGIC.length, HEAD_BYTES))) {
    throw new CheckpointCorrupt('its bytes have changed')
  }
  const checkpoint = deserialize(body) as RunCheckpoint
  if (checkpoint.version !== VERSION) {
    const version = String(checkpoint.version)
    throw new CheckpointCorrupt(`its version is ${version}, but this program reads ${VERSION}`)
  }
  return checkpoint
}

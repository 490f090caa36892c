import { test } from '@japa/runner'
import { createHash } from 'node:crypto'
import { serialize } from 'node:v8'
import { decodeCheckpoint, encodeCheckpoint } from '../../../app/compute/codecs/checkpoint_codec.ts'
import { referenceEngines } from '../../../app/compute/engines/reference/reference_engine.ts'
import type { RunCheckpoint } from '../../../app/core/agent/run_contract.ts'
import { play, RecordedRun, smallSpec } from '../agent/run_fixture.ts'

function checkpoint(): RunCheckpoint {
  const run = new RecordedRun([1])
  play(smallSpec({ 'training.episodes': 1 }), referenceEngines, run)
  return run.checkpoints[0]
}

test.group('Checkpoints as bytes', () => {
  test('what is written is read back, to the last bit', ({ assert }) => {
    const written = checkpoint()
    const read = decodeCheckpoint(encodeCheckpoint(written))
    assert.deepEqual(read, written)
    assert.deepEqual(encodeCheckpoint(read), encodeCheckpoint(written))
  })

  test('damaged or cut bytes are refused, never read', ({ assert }) => {
    const bytes = encodeCheckpoint(checkpoint())
    const flipped = Uint8Array.from(bytes)
    flipped[flipped.length - 1] ^= 1
    for (const damaged of [flipped, bytes.subarray(0, -1)]) {
      assert.throws(() => decodeCheckpoint(damaged), /cannot be read: its bytes have changed/)
    }
    for (const other of [new Uint8Array(0), new Uint8Array(200)]) {
      assert.throws(() => decodeCheckpoint(other), /cannot be read: it has another head/)
    }
  })

  test('a later version is refused with both versions', ({ assert }) => {
    const body = serialize({ ...checkpoint(), version: 2 })
    const hash = createHash('sha256').update(body).digest()
    assert.throws(
      () => decodeCheckpoint(Buffer.concat([Buffer.from('RSCK'), hash, body])),
      /its version is 2, but this program reads 1/
    )
  })
})

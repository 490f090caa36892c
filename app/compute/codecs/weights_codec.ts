import { createHash } from 'node:crypto'

type Weights = Float32Array | Float64Array

/** Weights as bytes, little-endian, for a model's content. */
export function weightBytes(weights: Weights): Buffer {
  return Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)
}

/** Weights of an engine from their bytes; the reference engine's are float64. */
export function weightsFrom(bytes: Uint8Array, engine: string): Weights {
  const copy = Uint8Array.from(bytes).buffer
  return engine === 'reference' ? new Float64Array(copy) : new Float32Array(copy)
}

/** SHA-256 of weights, hex: equal hashes are equal bits. */
export function weightsSha256(weights: Weights): string {
  return createHash('sha256').update(weightBytes(weights)).digest('hex')
}

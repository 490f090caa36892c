import type { Batch } from '../../../app/core/ports/compute_engine.ts'
import { RandomStream } from '../../../app/core/random/random_stream.ts'

/** A batch in plain memory, as an engine owns one. */
export function plainBatch(size: number, own: number): Batch {
  return {
    size,
    rows: new Uint32Array(size),
    own: new Float32Array(size * own),
    actions: new Int32Array(size),
    returns: new Float32Array(size),
    bootstraps: new Float32Array(size),
    nextRows: new Uint32Array(size),
    nextOwn: new Float32Array(size * own),
    weights: new Float32Array(size),
    tdErrors: new Float32Array(size),
  }
}

/** A stream whose draws are given: `floats` in order, and as integers floor(float * n). */
export class ScriptedStream extends RandomStream {
  readonly #floats: readonly number[]
  #next = 0

  constructor(floats: readonly number[]) {
    super(Uint32Array.of(1, 2, 3, 4))
    this.#floats = floats
  }

  override float(): number {
    if (this.#next === this.#floats.length) throw new RangeError('no draw is left')
    return this.#floats[this.#next++]
  }

  override integer(n: number): number {
    return Math.floor(this.float() * n)
  }
}

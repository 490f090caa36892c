import { RandomStream } from '../../../app/core/random/random_stream.ts'

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

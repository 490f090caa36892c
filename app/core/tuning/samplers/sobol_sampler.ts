import type { Sampler } from '../sampler.ts'
import type { SearchSpace, TrialValues } from '../search_space.ts'
import { drawStream } from './draw_stream.ts'
import { pointAt, scaledSpace } from './point_of.ts'
import { SOBOL_DIMENSIONS, sobolCoordinate } from './sobol_sequence.ts'

/** Attempts of one trial draw from parts of the sequence that lie so far apart. */
const ATTEMPT_STRIDE = 2 ** 24

/**
 * Sobol's quasi-random sequence with a digital shift by the seed: any 2^k points in a row, from a
 * multiple of 2^k on, have one in each k-th part of each dimension. Dimensions over 32 are drawn at
 * random.
 */
export class SobolSampler implements Sampler {
  readonly #space
  readonly #seed: number
  readonly #shifts: readonly number[]

  constructor(space: SearchSpace, seed: number) {
    this.#space = scaledSpace(space)
    this.#seed = seed
    const random = drawStream(seed, 0, 0)
    this.#shifts = this.#space.map(() => random.uint32())
  }

  draw(number: number, attempt: number): TrialValues {
    const random = drawStream(this.#seed, number, attempt)
    const n = number + attempt * ATTEMPT_STRIDE
    return pointAt(
      this.#space,
      this.#space.map((_, d) =>
        d < SOBOL_DIMENSIONS ? sobolCoordinate(n, d, this.#shifts[d]) : random.float()
      )
    )
  }
}

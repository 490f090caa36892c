import type { Sampler } from '../sampler.ts'
import type { SearchSpace, TrialValues } from '../search_space.ts'
import { drawStream } from './draw_stream.ts'
import { pointAt, scaledSpace } from './point_of.ts'

/** Independent uniform draws, on the logarithm where the scale is one. */
export class RandomSampler implements Sampler {
  readonly #space
  readonly #seed: number

  constructor(space: SearchSpace, seed: number) {
    this.#space = scaledSpace(space)
    this.#seed = seed
  }

  draw(number: number, attempt: number): TrialValues {
    const random = drawStream(this.#seed, number, attempt)
    return pointAt(
      this.#space,
      this.#space.map(() => random.float())
    )
  }
}

import type { Sampler, SamplerName } from '../sampler.ts'
import type { SearchSpace } from '../search_space.ts'
import { RandomSampler } from './random_sampler.ts'
import { SobolSampler } from './sobol_sampler.ts'
import { TpeSampler } from './tpe_sampler.ts'

/** A sampler by its name. `startupTrials`: trials that report before TPE learns from them. */
export function samplerFor(
  name: SamplerName,
  space: SearchSpace,
  seed: number,
  { startupTrials }: { readonly startupTrials: number }
): Sampler {
  switch (name) {
    case 'random':
      return new RandomSampler(space, seed)
    case 'sobol':
      return new SobolSampler(space, seed)
    case 'tpe':
      return new TpeSampler(space, seed, startupTrials)
  }
}

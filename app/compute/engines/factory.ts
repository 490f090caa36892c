import type { ComputeEngineFactory } from '../../core/ports/compute_engine.ts'
import { referenceEngines } from './reference/reference_engine.ts'
import { simdEngines } from './simd/simd_engine.ts'

/** Every engine of this machine, the fastest first. */
export const ENGINE_FACTORIES: readonly ComputeEngineFactory[] = [simdEngines, referenceEngines]

/** The factory that `training.engine` names; `auto` is the fastest. */
export function engineFactory(name: 'auto' | 'simd' | 'reference'): ComputeEngineFactory {
  return name === 'reference' ? referenceEngines : simdEngines
}

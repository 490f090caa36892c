import { referenceEngines } from '../../app/compute/engines/reference/reference_engine.ts'
import { simdEngines } from '../../app/compute/engines/simd/simd_engine.ts'
import type { ComputeEngineFactory } from '../../app/core/ports/compute_engine.ts'

/** Every engine with how near it must come to PyTorch's float64. */
export const ENGINES: readonly {
  readonly factory: ComputeEngineFactory
  readonly tolerance: { readonly loss: number; readonly weights: number; readonly absolute: number }
}[] = [
  // inputs pass through float32 batches, hence not 1e-9
  { factory: referenceEngines, tolerance: { loss: 1e-6, weights: 1e-6, absolute: 1e-7 } },
  { factory: simdEngines, tolerance: { loss: 1e-5, weights: 1e-5, absolute: 1e-6 } },
]

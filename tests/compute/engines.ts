import { referenceEngines } from '../../app/compute/engines/reference/reference_engine.ts'
import { simdEngines } from '../../app/compute/engines/simd/simd_engine.ts'
import type { ComputeEngineFactory } from '../../app/core/ports/compute_engine.ts'

/** An actual number may differ by `relative` of the expected one plus `absolute`. */
export interface Tolerance {
  readonly relative: number
  readonly absolute: number
}

/** How near an engine comes to PyTorch's float64; the table stands in tests/golden/values/learner. */
export interface EngineUnderTest {
  readonly factory: ComputeEngineFactory
  /** Whether its batch and tables are replaced by float64 ones, so that no input is rounded. */
  readonly exact: boolean
  readonly first: Tolerance
  readonly ten: Tolerance
  /** 100 updates of 64x64: of losses and of single weights. */
  readonly hundred: Tolerance & { readonly weights: number }
}

export const ENGINES: readonly EngineUnderTest[] = [
  {
    factory: referenceEngines,
    exact: true,
    first: { relative: 1e-10, absolute: 1e-12 },
    ten: { relative: 1e-9, absolute: 1e-12 },
    hundred: { relative: 1e-8, absolute: 0, weights: 1e-7 },
  },
  {
    factory: simdEngines,
    exact: false,
    first: { relative: 0, absolute: 1e-5 },
    ten: { relative: 1e-5, absolute: 1e-5 },
    hundred: { relative: 1e-3, absolute: 0, weights: 3e-4 },
  },
]

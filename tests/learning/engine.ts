import { referenceEngines } from '../../app/compute/engines/reference/reference_engine.ts'
import type { ComputeEngineFactory } from '../../app/core/ports/compute_engine.ts'

/** The engine that learning is shown with. */
export const learningEngines: ComputeEngineFactory = referenceEngines

import type { Batch } from '../../../core/ports/compute_engine.ts'
import type { BatchPlan } from './memory_plan.ts'

/** A batch whose arrays lie in the engine's memory. */
export function batchViews(memory: ArrayBuffer, plan: BatchPlan, size: number, own: number): Batch {
  const floats = (at: number, length: number) => new Float32Array(memory, at, length)
  return {
    size,
    rows: new Uint32Array(memory, plan.rows, size),
    own: floats(plan.own, size * own),
    actions: new Int32Array(memory, plan.actions, size),
    returns: floats(plan.returns, size),
    bootstraps: floats(plan.bootstraps, size),
    nextRows: new Uint32Array(memory, plan.nextRows, size),
    nextOwn: floats(plan.nextOwn, size * own),
    weights: floats(plan.weights, size),
    tdErrors: floats(plan.tdErrors, size),
  }
}

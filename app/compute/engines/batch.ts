import type { Batch } from '../../core/ports/compute_engine.ts'

/** A batch in memory of its own. */
export function makeBatch(size: number, own: number): Batch {
  return {
    size,
    rows: new Uint32Array(size),
    own: new Float32Array(size * own),
    actions: new Int32Array(size),
    returns: new Float32Array(size),
    bootstraps: new Float32Array(size),
    nextRows: new Uint32Array(size),
    nextOwn: new Float32Array(size * own),
    weights: new Float32Array(size).fill(1),
    tdErrors: new Float32Array(size),
  }
}

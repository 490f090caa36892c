import { initialState } from '../../app/core/agent/initial_weights.ts'
import type { ComputeEngine } from '../../app/core/ports/compute_engine.ts'
import { streamOf } from '../../app/core/random/streams.ts'

/** Rows of the two tables together. */
export const ROWS = 60

/** Fills an engine with tables and weights, and gives a function that draws the next batch into it. */
export function prepare(engine: ComputeEngine, seed: number): () => void {
  const { shape } = engine
  const values = streamOf(seed, 'environment')
  const table = () =>
    Float32Array.from({ length: (ROWS / 2) * shape.columns }, () => values.normal())
  engine.loadTables([table(), table()])
  engine.import(initialState(shape, streamOf(seed, 'weights')))
  const draws = streamOf(seed, 'sampling')
  const row = () => shape.window - 1 + draws.integer(ROWS / 2 - shape.window + 1)
  return () => {
    const { batch } = engine
    for (let b = 0; b < batch.size; b++) {
      batch.rows[b] = row()
      batch.nextRows[b] = row()
      batch.actions[b] = draws.integer(shape.actions)
      batch.returns[b] = draws.normal()
      batch.bootstraps[b] = draws.integer(4) === 0 ? 0 : 0.97
      batch.weights[b] = 0.5 + draws.float()
    }
    for (let i = 0; i < batch.own.length; i++) {
      batch.own[i] = draws.normal()
      batch.nextOwn[i] = draws.normal()
    }
  }
}

/** Draws a batch and learns from it, so many times. */
export function learnTimes(engine: ComputeEngine, draw: () => void, times: number): void {
  for (let k = 0; k < times; k++) {
    draw()
    engine.learn()
  }
}

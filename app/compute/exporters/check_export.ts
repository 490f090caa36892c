import { buildObservation } from '../../core/features/observation.ts'
import { modelEngine, type StoredModel } from '../../core/agent/stored_model.ts'
import type { ComputeEngineFactory } from '../../core/ports/compute_engine.ts'
import { streamOf } from '../../core/random/streams.ts'
import { evaluateGraph, type PlainGraph } from './plain_graph.ts'

export const CHECKED_OBSERVATIONS = 1000
/** What Q-values may differ by and still be called equal, as a share of the largest one if that is over 1. */
export const TOLERANCE = 1e-6

export interface ExportCheck {
  readonly observations: number
  /** Largest |exported − engine| / max(1, largest |engine|) over all Q-values. */
  readonly largestDifference: number
}

/** Observations that are tried, and the engine's Q-values of them. */
export interface Probe {
  /** float32 [observations][inputs] */
  readonly observations: readonly Float32Array[]
  /** float32 [observations][actions] */
  readonly qValues: readonly Float32Array[]
}

/**
 * What an engine answers to seeded observations: scaled features are standard normal, cut as those of
 * the model are, the own state uniform in −1 to 1.
 */
export function probeModel(
  model: StoredModel,
  engines: ComputeEngineFactory,
  count: number
): Probe {
  const { shape, parameters } = model.manifest
  const { window, columns, own: ownSize, actions } = shape
  const { clip } = parameters.features
  const random = streamOf(1, 'sampling')
  const cut = (value: number) => Math.min(clip, Math.max(-clip, value))
  const table = new Float32Array((count + window - 1) * columns).map(() => cut(random.normal()))
  const engine = modelEngine(model, [table], engines)
  const observations: Float32Array[] = []
  const qValues: Float32Array[] = []
  for (let k = 0; k < count; k++) {
    const row = k + window - 1
    const own = new Float32Array(ownSize).map(() => 2 * random.float() - 1)
    const observation = new Float32Array(window * columns + ownSize)
    buildObservation(observation, table, columns, window, row, own)
    const q = new Float32Array(actions)
    engine.qValues(row, own, q)
    observations.push(observation)
    qValues.push(q)
  }
  return { observations, qValues }
}

/** Holds what a file states, evaluated by plain sums, against an engine's Q-values. */
export function checkGraph(graph: PlainGraph, probe: Probe): ExportCheck {
  const found = probe.observations.map((observation) => evaluateGraph(graph, observation))
  return {
    observations: found.length,
    largestDifference: largestDifference(found, probe.qValues),
  }
}

type Lists = readonly ArrayLike<number>[]

/** As in ExportCheck; what is not a number, or lacks, is infinitely far. */
export function largestDifference(found: Lists, wanted: Lists): number {
  let [most, largest] = [0, 1]
  for (const [k, values] of wanted.entries()) {
    for (let a = 0; a < values.length; a++) {
      const difference = Math.abs(found[k][a] - values[a])
      if (!Number.isFinite(difference)) return Infinity
      most = Math.max(most, difference)
      largest = Math.max(largest, Math.abs(values[a]))
    }
  }
  return most / largest
}

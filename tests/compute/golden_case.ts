import type { ComputeEngine, NetworkShape } from '../../app/core/ports/compute_engine.ts'
import { readGolden } from '../golden/read_golden.ts'

/** One batch of a golden case, row by row. */
export interface GoldenBatch {
  readonly states: number[][]
  readonly actions: number[]
  readonly rewards: number[]
  readonly nextStates: number[][]
  readonly terminated: (boolean | number)[]
  readonly weights?: number[]
}

/** Loads the states and next states of all batches as one table: batch k has rows 2kB .. 2kB + 2B - 1. */
export function loadBatches(engine: ComputeEngine, batches: readonly GoldenBatch[]): void {
  const rows = batches.flatMap(({ states, nextStates }) => [...states, ...nextStates])
  engine.loadTables([Float32Array.from(rows.flat())])
}

/** Writes batch k into the engine's batch; `discount` is gamma^n. */
export function fillBatch(
  engine: ComputeEngine,
  k: number,
  given: GoldenBatch,
  discount: number
): void {
  const { batch } = engine
  for (let b = 0; b < batch.size; b++) {
    batch.rows[b] = 2 * k * batch.size + b
    batch.nextRows[b] = (2 * k + 1) * batch.size + b
    batch.actions[b] = given.actions[b]
    batch.returns[b] = given.rewards[b]
    batch.bootstraps[b] = given.terminated[b] ? 0 : discount
    batch.weights[b] = given.weights?.[b] ?? 1
  }
}

/** A network over plain states: a window of one row and no own numbers. */
export function plainShape(
  state: number,
  hidden: number[],
  actions: number,
  dueling: boolean
): NetworkShape {
  return { window: 1, columns: state, own: 0, hidden, actions, dueling }
}

interface GoldenLayer {
  readonly weight: number[]
  readonly bias: number[]
}

/** A golden network as the flat list of the engine's order. */
export function flatten(layers: readonly GoldenLayer[]): number[] {
  return layers.flatMap(({ weight, bias }) => [...weight, ...bias])
}

/** Largest distance of two lists, and where. */
export function worstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity
  let worst = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i])
    if (!(difference <= worst)) worst = difference
  }
  return worst
}

/** The generator of the checksum cases. */
export function goldenGenerator(seed: number) {
  let s = seed >>> 0
  const uniform = () => {
    s = (Math.imul(1664525, s) + 1013904223) >>> 0
    return (s >>> 16) / 65536
  }
  return { uniform, symmetric: (scale: number) => (2 * uniform() - 1) * scale }
}

export function variant<T>(name: string): T {
  return readGolden<T>(`learner/${name}.json`)
}

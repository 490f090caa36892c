import type {
  Batch,
  ComputeEngine,
  NetworkShape,
  UpdateRule,
} from '../../app/core/ports/compute_engine.ts'
import { readGolden } from '../golden/read_golden.ts'
import type { EngineUnderTest, Tolerance } from './engines.ts'

/** One batch of a golden case, row by row; `returns` and `discounts` where windows have several rewards. */
export interface GoldenBatch {
  readonly states: readonly (readonly number[])[]
  readonly actions: readonly number[]
  readonly rewards: readonly number[]
  readonly nextStates: readonly (readonly number[])[]
  readonly terminated: readonly (boolean | number)[]
  readonly weights?: readonly number[]
  readonly discounts?: readonly number[]
}

/** What a golden case trains, and with which weights it starts. */
export interface GoldenStart {
  readonly state: number
  readonly hidden: readonly number[]
  readonly actions: number
  readonly dueling: boolean
  readonly rule: UpdateRule
  readonly online: readonly number[]
  readonly target: readonly number[]
  /** Of all updates: they are loaded as one table. */
  readonly batches: readonly GoldenBatch[]
}

/** An engine at the start of a golden case; its moments are 0. */
export function startCase({ factory, exact }: EngineUnderTest, given: GoldenStart): ComputeEngine {
  const engine = factory.create(plainShape(given), given.rule)
  if (exact) takeFloat64(engine)
  const rows = given.batches.flatMap(({ states, nextStates }) => [...states, ...nextStates])
  const table = Float64Array.from(rows.flat())
  engine.loadTables([exact ? (table as unknown as Float32Array) : Float32Array.from(table)])
  const zero = new Float64Array(given.online.length)
  engine.import({
    online: Float64Array.from(given.online),
    target: Float64Array.from(given.target),
    firstMoment: zero,
    secondMoment: zero,
    updates: 0,
  })
  return engine
}

/** A network over plain states: a window of one row and no own numbers. */
function plainShape({ state, hidden, actions, dueling }: GoldenStart): NetworkShape {
  return { window: 1, columns: state, own: 0, hidden, actions, dueling }
}

/** Gives an engine that reads its batch as plain arrays one that rounds nothing. */
function takeFloat64(engine: ComputeEngine): void {
  const { size, own } = engine.batch
  const floats = (length: number) => new Float64Array(length) as unknown as Float32Array
  const batch: Batch = {
    size,
    rows: new Uint32Array(size),
    own: floats(own.length),
    actions: new Int32Array(size),
    returns: floats(size),
    bootstraps: floats(size),
    nextRows: new Uint32Array(size),
    nextOwn: floats(own.length),
    weights: floats(size),
    tdErrors: floats(size),
  }
  Object.defineProperty(engine, 'batch', { value: batch })
}

/** Writes batch k into the engine's; `discount` is that of windows without one of their own. */
export function fillBatch(
  { batch }: ComputeEngine,
  k: number,
  given: GoldenBatch,
  discount: number
): void {
  for (let b = 0; b < batch.size; b++) {
    batch.rows[b] = 2 * k * batch.size + b
    batch.nextRows[b] = (2 * k + 1) * batch.size + b
    batch.actions[b] = given.actions[b]
    batch.returns[b] = given.rewards[b]
    batch.bootstraps[b] = given.terminated[b] ? 0 : (given.discounts?.[b] ?? discount)
    batch.weights[b] = given.weights?.[b] ?? 1
  }
}

export interface TargetSchedule {
  readonly tau: number | null
  readonly every: number | null
}

/** The target network after update number `update`, counted from 1. */
export function updateTarget(engine: ComputeEngine, update: number, schedule: TargetSchedule) {
  if (schedule.tau !== null) engine.syncTarget(schedule.tau)
  else if (schedule.every !== null && update % schedule.every === 0) engine.syncTarget(1)
}

/** Q-values of the rows of the first batch, as the engine gives them one by one. */
export function firstQ(engine: ComputeEngine, rows: number): number[] {
  const own = new Float32Array(0)
  return Array.from({ length: rows }, (_, row) => {
    const q = new Float64Array(engine.shape.actions)
    engine.qValues(row, own, q as unknown as Float32Array)
    return Array.from(q)
  }).flat()
}

/** Largest difference of two lists in units of the tolerance: at most 1 is near enough. */
export function worst(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { relative, absolute }: Tolerance
): number {
  if (actual.length !== expected.length) return Infinity
  let most = 0
  for (let i = 0; i < expected.length; i++) {
    const allowed = relative * Math.abs(expected[i]) + absolute
    const difference = Math.abs(actual[i] - expected[i]) / allowed
    if (!(difference <= most)) most = difference
  }
  return most
}

export interface GoldenLayer {
  readonly weight: readonly number[]
  readonly bias: readonly number[]
}

/** A golden network as the flat list of the engine's order. */
export function flatten(layers: readonly GoldenLayer[]): number[] {
  return layers.flatMap(({ weight, bias }) => [...weight, ...bias])
}

export function learnerGolden<T>(name: string): T {
  return readGolden<T>(`learner/${name}.json`)
}

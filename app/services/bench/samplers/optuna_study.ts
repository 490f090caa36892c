import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Defect } from '#core/errors'
import type { ParameterValue } from '#core/parameter'
import { rungResources } from '#core/tuning/rungs'
import type { SearchSpace, TrialValues } from '#core/tuning/search_space'
import type { Problem } from '#services/bench/samplers/best_found'
import {
  BUDGET,
  curveStream,
  ETA,
  LEAST,
  MOST,
  type RungProblem,
} from '#services/bench/samplers/rung_study'

const SCRIPT = fileURLToPath(new URL('../../../../bench/peers/optuna_ask.py', import.meta.url))

/** How a study is asked for. */
interface Asked {
  readonly seed: number
  /** null: until it is told to stop. */
  readonly trials: number | null
  /** Episodes at which trials report and may be stopped; none: every trial is trained to its end. */
  readonly rungs: readonly number[]
}

/** Values of a study's trials that Optuna's TPE draws, one after the other; Python gives points as lines of JSON. */
export async function optunaValues(
  python: string,
  { space, trials, valueAt }: Problem,
  seed: number,
  signal?: AbortSignal
): Promise<number[]> {
  const optuna = openOptuna(python, space, { seed, trials, rungs: [] }, signal)
  const values: number[] = []
  while (values.length < trials) {
    values.push(valueAt(await optuna.point()))
    optuna.say(values.at(-1))
  }
  optuna.end()
  return values
}

/**
 * The same as `bestInBudget` with Optuna's TPE and its successive halving, which stops trials at a rung
 * for good instead of pausing them.
 */
export async function optunaBestInBudget(
  python: string,
  { space, valueAt, seenAt }: RungProblem,
  seed: number,
  signal?: AbortSignal
): Promise<number> {
  const rungs = rungResources(ETA, LEAST, MOST)
  const optuna = openOptuna(python, space, { seed, trials: null, rungs }, signal)
  const random = curveStream(seed)
  let best = { resource: 0, seen: NaN, value: NaN }
  let spent = 0
  for (;;) {
    const point = await optuna.point()
    for (const [rung, resource] of rungs.entries()) {
      spent += resource - (rungs[rung - 1] ?? 0)
      if (spent > BUDGET) {
        optuna.say(null)
        optuna.end()
        return best.value
      }
      const seen = seenAt(point, resource, random)
      const isBetter = resource > best.resource || (resource === best.resource && seen < best.seen)
      if (isBetter) best = { resource, seen, value: valueAt(point) }
      optuna.say(seen)
      if ((await optuna.hear()) === 'stop') break
    }
  }
}

/** A conversation with a study of Optuna. */
function openOptuna(
  python: string,
  space: SearchSpace,
  asked: Asked,
  signal: AbortSignal | undefined
) {
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'], signal })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const say = (what: unknown) => child.stdin.write(`${JSON.stringify(what)}\n`)
  const hear = async (): Promise<unknown> => {
    const line = await lines.next()
    if (line.done) throw new Defect('Optuna ended before its study did.')
    return JSON.parse(line.value)
  }
  say({ ...asked, eta: ETA, dimensions: space.dimensions })
  const point = async () => pointOf(space, (await hear()) as (ParameterValue | null)[])
  return { point, hear, say, end: () => child.stdin.end() }
}

/** Of a choice Python gives the number, and null where a dimension is not searched. */
function pointOf(
  { dimensions }: SearchSpace,
  drawn: readonly (ParameterValue | null)[]
): TrialValues {
  const values = dimensions.flatMap((dimension, d) => {
    const value = drawn[d]
    if (value === null) return []
    const isChoice = dimension.type === 'categorical'
    return [[dimension.path, isChoice ? dimension.choices[Number(value)] : value]]
  })
  return Object.fromEntries(values) as TrialValues
}

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Defect } from '#core/errors'
import type { ParameterValue } from '#core/parameter'
import type { SearchSpace, TrialValues } from '#core/tuning/search_space'
import type { Problem } from '#services/bench/samplers/best_found'

const SCRIPT = fileURLToPath(new URL('../../../../bench/peers/optuna_ask.py', import.meta.url))

/** Values of a study's trials that Optuna's TPE draws, one after the other; Python gives points as lines of JSON. */
export async function optunaValues(
  python: string,
  { space, trials, valueAt }: Problem,
  seed: number,
  signal?: AbortSignal
): Promise<number[]> {
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'], signal })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const say = (what: unknown) => child.stdin.write(`${JSON.stringify(what)}\n`)
  say({ seed, trials, dimensions: space.dimensions })
  const values: number[] = []
  while (values.length < trials) {
    const line = await lines.next()
    if (line.done) throw new Defect(`Optuna ended after ${values.length} of ${trials} trials.`)
    values.push(valueAt(pointOf(space, JSON.parse(line.value) as (ParameterValue | null)[])))
    say(values.at(-1))
  }
  child.stdin.end()
  return values
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

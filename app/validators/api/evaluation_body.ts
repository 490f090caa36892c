import { Defect } from '#core/errors'
import type { JsonSchema } from '#openapi/json_schema'
import {
  choice,
  count,
  id,
  list,
  nullable,
  number,
  optional,
  record,
  text,
  withDefault,
  withRules,
  type InputOf,
} from '#openapi/shape'
import { RETUNE_TRIALS, type WalkForwardInput } from '#services/evaluation/evaluation_rows'
import type { EvaluationInput } from '#services/evaluation_service'
import { EVALUATION_RANGES } from '#transformers/records/evaluation_record'
import { searchSpace, spaceOf } from './search_space.js'

const settings = record({
  benchmarks: optional(
    list(choice('', ['buy_and_hold', 'sma_crossover', 'always_flat']), {
      description: 'Benchmarks; buy and hold is always one.',
    })
  ),
  sma_fast: optional(count('Bars of the fast average.', { min: 1, max: 4999 })),
  sma_slow: optional(count('Bars of the slow average.', { min: 2, max: 5000 })),
  random_draws: optional(count('Random strategies with matched turnover.', { max: 10_000 })),
  costs: optional(
    list(number('A multiple.', { min: 0, max: 100 }), {
      max: 20,
      description: 'Multiples of the costs.',
    })
  ),
  delay: optional(count('Bars by which fills come later.', { max: 10 })),
  start_shifts: optional(count('Bars by which the start is moved.', { max: 100 })),
  bootstrap: optional(count('Resamples.', { min: 100, max: 100_000 })),
  block_length: optional(
    nullable(count('Mean block in bars; null: automatic.', { min: 1, max: 10_000 }))
  ),
  seed: optional(count('Root of every random number.', { max: 0xffffffff })),
  rolling_window: optional(count('Bars of the rolling metrics.', { min: 2, max: 5000 })),
})

const walkForward = record({
  folds: count('Folds.', { min: 2, max: 50 }),
  mode: choice('Whether training always begins at the first bar, or keeps its length.', [
    'anchored',
    'rolling',
  ]),
  retune: optional(
    record({
      space: searchSpace,
      trials: optional(count('Trials in each fold; left out: 30.', { min: 1, max: 10_000 })),
    })
  ),
})

/** What asking for an evaluation takes. */
export const evaluationBody = withRules(
  record({
    experiment_id: optional(id('The experiment: all of its seeds.')),
    run_id: optional(id('Or one of its runs.')),
    range: choice('What is played.', EVALUATION_RANGES),
    reason: withDefault(text('Why; needed for `test`.', { max: 500 }), ''),
    dataset_id: optional(id('One of the datasets of the experiment; left out: its first.')),
    settings: optional(settings),
    walk_forward: optional(walkForward),
  }),
  {
    oneOf: [{ required: ['experiment_id'] }, { required: ['run_id'] }],
    allOf: [
      ifRange('test', { required: ['reason'], properties: { reason: { pattern: '\\S' } } }),
      ifRange('walk_forward', { required: ['walk_forward'] }),
    ],
  }
)

function ifRange(range: string, then: JsonSchema) {
  return { if: { properties: { range: { enum: [range] } }, required: ['range'] }, then }
}

type Asked = InputOf<(typeof evaluationBody)['properties']>

/** A body as the service takes it. */
export function evaluationInput(asked: Asked): EvaluationInput {
  const { experiment_id: experimentId, run_id: runId, settings: given = {} } = asked
  return {
    of: subjectOf(experimentId, runId),
    range: asked.range,
    reason: asked.reason,
    ...(asked.dataset_id !== undefined && { datasetId: asked.dataset_id }),
    ...(asked.walk_forward !== undefined && { walkForward: walkForwardOf(asked.walk_forward) }),
    settings: Object.fromEntries(
      Object.entries(given).map(([name, value]) => [camel(name), value])
    ),
  }
}

function walkForwardOf({ retune, ...plan }: NonNullable<Asked['walk_forward']>): WalkForwardInput {
  if (retune === undefined) return plan
  const { space, trials = RETUNE_TRIALS } = retune
  return { ...plan, retune: { space: spaceOf(space), trials } }
}

function subjectOf(
  experimentId: number | undefined,
  runId: number | undefined
): EvaluationInput['of'] {
  if (experimentId !== undefined) return { experimentId }
  if (runId !== undefined) return { runId }
  throw new Defect('The body of an evaluation names neither an experiment nor a run.')
}

function camel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

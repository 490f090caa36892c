import vine from '@vinejs/vine'
import { InvalidParameter } from '#core/errors'
import {
  DEFAULT_SETTINGS,
  type EvaluationSettings,
} from '#core/evaluation/tear_sheet/evaluation_settings'
import { SPACE_PRESETS } from '#core/tuning/space_presets'
import {
  EVALUATION_STATUSES,
  RETUNE_TRIALS,
  type WalkForwardInput,
} from '#services/evaluation/evaluation_rows'
import type { EvaluationInput } from '#services/evaluation_service'
import type { EvaluationFilter } from '#services/pages/evaluations/evaluation_list'
import { idRule } from '#validators/id_rule'
import { integerIn, textIn } from '#validators/list_query'

export const EVALUATION_RANGES = ['validation', 'test', 'walk_forward'] as const
const MODES = ['rolling', 'anchored'] as const
const SPACES = [
  'agent',
  'environment',
  'everything',
] as const satisfies (keyof typeof SPACE_PRESETS)[]

const whole = () => vine.number().withoutDecimals().nullable().optional()

/** Shapes only; bounds are judged by the core and by the service, with their own messages. */
const shape = vine.create({
  experiment: idRule().optional(),
  run: idRule().optional(),
  range: vine.enum(EVALUATION_RANGES),
  reason: vine.string().trim().nullable().optional(),
  folds: whole(),
  mode: vine.enum(MODES).optional(),
  retune: vine.enum(SPACES).nullable().optional(),
  trials: whole(),
  benchmarks: vine.array(vine.string()).optional(),
  smaFast: whole(),
  smaSlow: whole(),
  randomDraws: whole(),
  costs: vine.string().trim().nullable().optional(),
  delay: whole(),
  startShifts: whole(),
  bootstrap: whole(),
  blockLength: whole(),
  seed: whole(),
  rollingWindow: whole(),
})

type Read = Awaited<ReturnType<typeof shape.validate>>

const NUMBERS = [
  'smaFast',
  'smaSlow',
  'randomDraws',
  'delay',
  'startShifts',
  'bootstrap',
  'blockLength',
  'seed',
  'rollingWindow',
] as const

/**
 * The form of a new evaluation; a field left empty takes its default.
 * @throws E_VALIDATION_ERROR, E_INVALID_PARAMETER
 */
export async function evaluationInput(body: Record<string, unknown>): Promise<EvaluationInput> {
  const read = await shape.validate(body)
  const { range } = read
  return {
    of: subjectIn(read),
    range,
    reason: read.reason ?? '',
    settings: settingsIn(read),
    ...(range === 'walk_forward' ? { walkForward: walkForwardIn(read) } : {}),
  }
}

/** Where a space is chosen, each fold is tuned over it first. */
function walkForwardIn({ folds, mode = 'rolling', retune, trials }: Read): WalkForwardInput {
  const plan = { folds: folds ?? 8, mode }
  if (retune === null || retune === undefined) return plan
  return { ...plan, retune: { space: SPACE_PRESETS[retune], trials: trials ?? RETUNE_TRIALS } }
}

function subjectIn({ experiment, run }: Read): EvaluationInput['of'] {
  if (run !== undefined) return { runId: run }
  if (experiment !== undefined) return { experimentId: experiment }
  throw new InvalidParameter(
    'experiment',
    'No experiment is chosen.',
    'Choose the experiment or run whose models are judged.'
  )
}

function settingsIn(read: Read): Partial<EvaluationSettings> {
  const numbers = NUMBERS.flatMap((name) => {
    const value = read[name]
    return value === null || value === undefined ? [] : [[name, value] as const]
  })
  const costs = read.costs ?? ''
  return {
    ...Object.fromEntries(numbers),
    benchmarks: read.benchmarks ?? DEFAULT_SETTINGS.benchmarks,
    ...(costs === '' ? {} : { costs: multiplesIn(costs) }),
  }
}

/** `0, 1, 2.5` as multiples of the costs. */
function multiplesIn(text: string): number[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const wrong = parts.find((part) => !/^\d+(\.\d+)?$/.test(part))
  if (wrong === undefined) return parts.map(Number)
  throw new InvalidParameter(
    'costs',
    `costs has "${wrong}", but must be numbers from 0 to 100 with commas between them.`,
    'Write for example 0, 1, 2, 3, 5.'
  )
}

/** The list's filter from the URL. */
export function evaluationFilter(query: Record<string, unknown>): EvaluationFilter {
  const oneOf = <const C extends string>(name: string, choices: readonly C[]) =>
    choices.find((choice) => choice === query[name]) ?? null
  return {
    range: oneOf('range', EVALUATION_RANGES),
    status: oneOf('status', EVALUATION_STATUSES),
    experimentId: integerIn(query, 'experiment'),
    runId: integerIn(query, 'run'),
    dataset: textIn(query, 'dataset'),
    name: textIn(query, 'name'),
  }
}

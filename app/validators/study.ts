import vine from '@vinejs/vine'
import { InvalidParameter } from '#core/errors'
import { PRESETS } from '#core/parameters/preset'
import { OBJECTIVES } from '#core/tuning/objectives'
import { SAMPLERS } from '#core/tuning/sampler'
import { SCHEDULERS } from '#core/tuning/scheduler'
import type { StudyBudget } from '#core/tuning/study_plan'
import type { StudyInput } from '#services/tuning/study_input'

const whole = () => vine.number().withoutDecimals().nullable().optional()

/** Shapes only; bounds are judged by the core and by the service, with their own messages. */
const shape = vine.create({
  dataset: vine.number().positive().withoutDecimals().optional(),
  preset: vine.enum(PRESETS).optional(),
  set: vine.string().maxLength(10_000).nullable().optional(),
  space: vine.string().maxLength(100_000).nullable().optional(),
  name: vine.string().trim().maxLength(200).nullable().optional(),
  objective: vine.enum(OBJECTIVES).optional(),
  direction: vine.enum(['maximize', 'minimize'] as const).optional(),
  second: vine.enum(OBJECTIVES).nullable().optional(),
  scheduler: vine.enum(SCHEDULERS).optional(),
  sampler: vine.enum(SAMPLERS).optional(),
  eta: whole(),
  gracePeriod: whole(),
  maxResource: whole(),
  startupTrials: whole(),
  trials: whole(),
  maxHours: vine.number().nullable().optional(),
  seed: whole(),
  seeds: vine.string().maxLength(1000).nullable().optional(),
  concurrency: whole(),
})

/**
 * The form of a new study; a field left empty takes its default.
 * @throws E_VALIDATION_ERROR, E_INVALID_PARAMETER
 */
export async function studyForm(body: Record<string, unknown>): Promise<StudyInput> {
  const read = await shape.validate(body)
  const { objective = 'sharpe', direction = 'maximize', second } = read
  const given = <T>(value: T | null | undefined): value is T =>
    value !== null && value !== undefined
  return {
    datasets: given(read.dataset) ? [read.dataset] : [],
    preset: read.preset ?? 'default',
    set: assignmentsIn(read.set ?? ''),
    name: read.name ?? null,
    space: jsonIn(read.space ?? ''),
    objectives: [
      { metric: objective, direction },
      ...(given(second) ? [{ metric: second, direction: 'maximize' as const }] : []),
    ],
    concurrency: read.concurrency ?? null,
    budget: {
      ...(given(read.trials) && { trials: read.trials }),
      ...(given(read.maxHours) && { seconds: read.maxHours * 3600 }),
    },
    ...(given(read.scheduler) && { scheduler: read.scheduler }),
    ...(given(read.sampler) && { sampler: read.sampler }),
    ...(given(read.eta) && { eta: read.eta }),
    ...(given(read.gracePeriod) && { minResource: read.gracePeriod }),
    ...(given(read.maxResource) && { maxResource: read.maxResource }),
    ...(given(read.startupTrials) && { startupTrials: read.startupTrials }),
    ...(given(read.seed) && { seed: read.seed }),
    ...(given(read.seeds) && read.seeds !== '' && { seeds: seedsIn(read.seeds) }),
  }
}

const bounds = vine.create({ trials: whole() })

/** New bounds. @throws E_VALIDATION_ERROR */
export async function boundsForm(body: Record<string, unknown>): Promise<Partial<StudyBudget>> {
  const { trials } = await bounds.validate(body)
  return trials === null || trials === undefined ? {} : { trials }
}

const retraining = vine.create({
  trial: vine.number().withoutDecimals(),
  seeds: vine.string().maxLength(1000),
})

/** A trial to train again, and its seeds. @throws E_VALIDATION_ERROR */
export async function retrainForm(body: Record<string, unknown>) {
  const { trial, seeds } = await retraining.validate(body)
  return { trial, seeds: seedsIn(seeds) }
}

/** `1, 2, 3`. What is no number is refused by the service. */
function seedsIn(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number)
}

/** Lines of `path=value`. */
function assignmentsIn(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=')
      if (at > 0) return [line.slice(0, at).trim(), line.slice(at + 1).trim()]
      throw new InvalidParameter(
        'set',
        `"${line.trim()}" has no "=", but every line must be path=value.`,
        'Write for example agent.nStep=3.'
      )
    })
  )
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidParameter(
      'space',
      `The search space is no JSON: ${reason}.`,
      'Write for example {"agent.learningRate": {"low": 0.0001, "high": 0.01, "log": true}}.'
    )
  }
}

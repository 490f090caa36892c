import vine from '@vinejs/vine'
import { InvalidParameter } from '#core/errors'
import type { ValueFault } from '#core/parameters/value_faults'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyBudget } from '#core/tuning/study_plan'
import { numberIn, pointsIn, secondsIn } from '#validators/read_study_form'

const text = (most: number) => vine.string().maxLength(most).nullable().optional()
const extension = vine.create({
  trials: text(20),
  maxEpisodes: text(20),
  maxHours: text(20),
  enqueue: text(20_000),
})

/** New bounds of a study, an empty one being none, and points to be tried next. */
export interface Extension {
  readonly budget: Partial<StudyBudget>
  readonly points: readonly TrialValues[]
}

/** @throws E_VALIDATION_ERROR, E_INVALID_PARAMETER with the first fault */
export async function extensionForm(body: Record<string, unknown>): Promise<Extension> {
  const read = await extension.validate(body)
  const faults: ValueFault[] = []
  const number = (path: string, given: string | null) => numberIn(path, given ?? '', faults) ?? null
  const { trials, maxEpisodes, maxHours } = read
  const budget = {
    ...(trials !== undefined && { trials: number('trials', trials) }),
    ...(maxEpisodes !== undefined && { episodes: number('maxEpisodes', maxEpisodes) }),
    ...(maxHours !== undefined && { seconds: secondsIn(maxHours ?? '', faults) ?? null }),
  }
  const points = pointsIn(read.enqueue ?? '', faults)
  const [fault] = faults
  if (fault) throw new InvalidParameter(fault.path, fault.message, fault.remedy)
  return { budget, points }
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

import vine from '@vinejs/vine'
import type { StudyBudget } from '#core/tuning/study_plan'

const whole = () => vine.number().withoutDecimals().nullable().optional()

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

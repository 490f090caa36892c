import vine from '@vinejs/vine'
import { InvalidParameter } from '#core/errors'
import type { Description } from '#services/training/descriptions'
import { TAGS_RULE, tagsIn } from '#validators/tags'

const MOST_LETTERS_OF_NOTES = 5000

const shape = vine.create({
  name: vine.string().trim().minLength(1).maxLength(200),
  tags: vine.string().maxLength(1000).nullable().optional(),
  notes: vine.string().trim().maxLength(MOST_LETTERS_OF_NOTES).nullable().optional(),
})

/** @throws E_VALIDATION_ERROR, and E_INVALID_PARAMETER for what is no tag */
export async function descriptionIn(body: Record<string, unknown>): Promise<Description> {
  const { name, tags, notes } = await shape.validate(body)
  const read = tagsIn(tags ?? '')
  if (read === null) {
    const message = `tags is "${tags}", but must be ${TAGS_RULE}.`
    throw new InvalidParameter('tags', message, 'Separate them by commas.')
  }
  return { name, tags: read, notes: notes ?? '' }
}

export const notesValidator = vine.create({
  notes: vine.string().trim().maxLength(MOST_LETTERS_OF_NOTES).nullable().optional(),
})

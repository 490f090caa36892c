import vine from '@vinejs/vine'
import { SPACE_PRESETS } from '#core/tuning/space_presets'
import type { BaseSource, SpaceEdit } from '#services/pages/studies/study_form_edits'

export const PRESET_NAMES = Object.keys(SPACE_PRESETS) as (keyof typeof SPACE_PRESETS)[]

const shape = vine.create({
  act: vine
    .enum(['rows', 'json', 'renew', 'retype', 'add', 'fix', 'preset', 'study'] as const)
    .optional(),
  add: vine.string().maxLength(100).nullable().optional(),
  path: vine.string().maxLength(100).nullable().optional(),
  spacePreset: vine.enum(PRESET_NAMES).optional(),
  spaceStudy: vine
    .string()
    .regex(/^\d{1,15}$/)
    .nullable()
    .optional(),
})

/** The press of a button in the editor of a search space. @throws E_VALIDATION_ERROR */
export async function spaceEdit(body: Record<string, unknown>): Promise<SpaceEdit> {
  const { act = 'renew', ...read } = await shape.validate(body)
  switch (act) {
    case 'add':
      return { act, path: read.add ?? '' }
    case 'fix':
    case 'retype':
      return { act, path: read.path ?? '' }
    case 'preset':
      return { act, preset: read.spacePreset ?? 'agent' }
    case 'study':
      return { act, number: read.spaceStudy ?? '' }
    default:
      return { act }
  }
}

const source = vine.create({
  base: vine.enum(['run', 'saved'] as const),
  fromRun: vine.string().maxLength(100).nullable().optional(),
  savedPreset: vine.string().maxLength(100).nullable().optional(),
})

/** Where the base of a study is to be taken from. @throws E_VALIDATION_ERROR */
export async function baseSource(
  body: Record<string, unknown>,
  userId: number
): Promise<BaseSource> {
  const { base, fromRun, savedPreset } = await source.validate(body)
  return base === 'run'
    ? { kind: 'run', number: fromRun ?? '' }
    : { kind: 'saved', reference: savedPreset ?? '', userId }
}

import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PRESETS, type PresetName } from '#core/parameters/preset'
import type { Overrides } from '#core/parameters/resolve'
import { InvalidParameter } from '#core/errors'
import AuditService, { type Actor } from '#services/audit_service'
import { rows } from '#services/pages/rows'
import { PresetNameTaken, PresetNotFound, PresetOfAnother } from '#services/presets/preset_errors'

export interface SavedPreset {
  readonly saved_preset_id: number
  readonly name: string
  readonly preset: PresetName
  readonly overrides: Overrides
  readonly seeds: readonly number[]
  readonly is_shared: boolean
  readonly user_id: number | null
  readonly person: string | null
  readonly updated_at: Date
}

/** Who saves, and whether presets of others are theirs to change. */
export interface PresetKeeper extends Actor {
  readonly isAdmin: boolean
}

export interface NewPreset {
  readonly name: string
  readonly preset: PresetName
  readonly overrides: Overrides
  readonly seeds: readonly number[]
  readonly isShared: boolean
  /** Whether one of the person's own of this name gives way. */
  readonly replace: boolean
}

const COLUMNS = `p.saved_preset_id, p.name, p.preset, p.overrides, p.seeds, p.is_shared, p.user_id,
  u.email as person, p.updated_at`

/** A person's own presets, then those for all; by name. `userId` null: those for all. */
export async function visiblePresets(userId: number | null): Promise<SavedPreset[]> {
  return rows<SavedPreset>(
    `select ${COLUMNS} from saved_presets p left join users u on u.id = p.user_id
     where p.is_shared or p.user_id = :user order by p.is_shared, lower(p.name)`,
    { user: userId }
  )
}

/** A saved preset, and whether it took no other's place. */
export interface Saved {
  readonly presetId: number
  readonly isNew: boolean
}

/**
 * Saves settings under a name.
 * @throws E_INVALID_PARAMETER for a name that is none or is taken
 */
export async function savePreset(given: NewPreset, keeper: PresetKeeper): Promise<Saved> {
  const name = checkedName(given.name, keeper)
  const { preset, overrides, seeds, isShared } = given
  const values = {
    ...{ name, preset, overrides: JSON.stringify(overrides), seeds: JSON.stringify(seeds) },
    ...{ is_shared: isShared, user_id: keeper.userId },
  }
  return db.transaction(async (trx) => {
    await lockNames(trx)
    const same = await sameName(trx, name, keeper.userId)
    const isOwn = same?.user_id === keeper.userId
    if (same !== null && !(given.replace && isOwn)) throw taken(name, same, keeper)
    const details = { name, preset, overrides, seeds, isShared }
    if (same !== null) {
      const own = trx.from('saved_presets').where('saved_preset_id', same.saved_preset_id)
      await own.update({ ...values, updated_at: new Date() })
      const before = {
        ...{ name: same.name, preset: same.preset, overrides: same.overrides },
        ...{ seeds: same.seeds, isShared: same.is_shared },
      }
      const changed = { before, after: details }
      await record(trx, keeper, 'preset.replace', same.saved_preset_id, changed)
      return { presetId: same.saved_preset_id, isNew: false }
    }
    const inserted = await trx.table('saved_presets').insert(values).returning('saved_preset_id')
    const [{ saved_preset_id: presetId }] = inserted as { saved_preset_id: number }[]
    await record(trx, keeper, 'preset.save', presetId, details)
    return { presetId, isNew: true }
  })
}

/**
 * Names a preset anew, and gives it to all or takes it back.
 * @throws E_PRESET_NOT_FOUND, E_PRESET_OF_ANOTHER, E_INVALID_PARAMETER for a name that is none or taken
 */
export async function changePreset(
  presetId: number,
  change: { readonly name: string; readonly isShared: boolean },
  keeper: PresetKeeper
): Promise<void> {
  const name = checkedName(change.name, keeper)
  await db.transaction(async (trx) => {
    await lockNames(trx)
    const preset = await ownPreset(trx, presetId, keeper)
    const same = await sameName(trx, name, preset.user_id, presetId)
    if (same !== null) throw taken(name, same, keeper)
    await trx
      .from('saved_presets')
      .where('saved_preset_id', presetId)
      .update({ name, is_shared: change.isShared, updated_at: new Date() })
    const before = { name: preset.name, isShared: preset.is_shared }
    const after = { name, isShared: change.isShared }
    await record(trx, keeper, 'preset.change', presetId, { before, after })
  })
}

/**
 * Deletes a preset; runs that it launched keep their parameters.
 * @throws E_PRESET_NOT_FOUND, E_PRESET_OF_ANOTHER
 */
export async function deletePreset(presetId: number, keeper: PresetKeeper): Promise<string> {
  return db.transaction(async (trx) => {
    const { name, preset, overrides } = await ownPreset(trx, presetId, keeper)
    await trx.from('saved_presets').where('saved_preset_id', presetId).delete()
    await record(trx, keeper, 'preset.delete', presetId, { name, preset, overrides })
    return name
  })
}

type PresetRow = Omit<SavedPreset, 'person'>

/** Concurrent savers wait here: names are unique across people's own and those for all. */
async function lockNames(trx: TransactionClientContract): Promise<void> {
  await trx.rawQuery("select pg_advisory_xact_lock(hashtext('saved_presets'))")
}

/** Another preset that this name means to its owner. */
async function sameName(
  trx: TransactionClientContract,
  name: string,
  userId: number | null,
  except = 0
): Promise<PresetRow | null> {
  return (await trx
    .from('saved_presets')
    .whereRaw('lower(name) = lower(?)', [name])
    .whereNot('saved_preset_id', except)
    .where((visible) => {
      void visible.where('is_shared', true)
      if (userId !== null) void visible.orWhere('user_id', userId)
    })
    .first()) as PresetRow | null
}

async function ownPreset(
  trx: TransactionClientContract,
  presetId: number,
  { userId, isAdmin }: PresetKeeper
): Promise<PresetRow> {
  const found = (await trx
    .from('saved_presets')
    .where('saved_preset_id', presetId)
    .forUpdate()
    .first()) as PresetRow | null
  const isOwn = found?.user_id === userId
  if (found === null || (!found.is_shared && !isOwn)) throw new PresetNotFound(presetId)
  if (!isOwn && !isAdmin) throw new PresetOfAnother(found.name)
  return found
}

function taken(name: string, { is_shared: isShared, user_id: owner }: PresetRow, keeper: Actor) {
  const isOwn = owner === keeper.userId
  const whose = isOwn ? 'a preset of yours has it' : isShared ? 'a preset for all has it' : 'in use'
  return new PresetNameTaken(fieldOf(keeper), name, whose)
}

/** The form of a launch has a name of its own beside that of a preset. */
function fieldOf({ route }: Actor): string {
  return route === 'api' ? 'name' : 'preset_name'
}

/** Most characters of a preset's name. */
export const MOST_LETTERS = 60
/** What a preset's name is made of. */
export const PRESET_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._,+()%/-]*$/u

/** @throws E_INVALID_PARAMETER */
function checkedName(given: string, keeper: Actor): string {
  const name = given.trim()
  const isOurs = PRESETS.some((preset) => preset === name.toLowerCase())
  const isPlain = PRESET_NAME.test(name) && [...name].length <= MOST_LETTERS
  if (isPlain && !isOurs && !/^saved-\d+$/i.test(name)) return name
  throw new InvalidParameter(
    fieldOf(keeper),
    `The name is ${JSON.stringify(name)}, but must have 1 to ${MOST_LETTERS} letters, digits, spaces or . _ , + ( ) % / -, and be none of ${PRESETS.join(', ')}.`,
    'Give for example Short, three levels.'
  )
}

function record(
  trx: TransactionClientContract,
  keeper: Actor,
  act: string,
  objectId: number,
  details: Readonly<Record<string, unknown>>
): Promise<void> {
  return new AuditService().record(trx, keeper, { act, objectType: 'preset', objectId, details })
}

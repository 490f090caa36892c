import type { Overrides } from '#core/parameters/resolve'
import type { PresetName } from '#core/parameters/preset'
import { PresetNotFound } from '#services/presets/preset_errors'
import { listRows, type ListRequest } from './list_rows.js'
import { contains, period, type ListSpec } from './list_spec.js'

export interface ApiPreset {
  readonly preset_id: number
  readonly name: string
  readonly preset: PresetName
  readonly set: Overrides
  readonly seeds: readonly number[]
  readonly is_shared: boolean
  readonly person: string | null
  readonly created_at: Date
  readonly updated_at: Date
}

const SAVED = {
  select: `p.saved_preset_id as preset_id, p.name, p.preset, p.overrides as set, p.seeds, p.is_shared,
    u.email as person, p.created_at, p.updated_at`,
  from: 'from saved_presets p left join users u on u.id = p.user_id',
  where: ['(p.is_shared or p.user_id = :user)'],
  id: 'p.saved_preset_id',
  sorts: {
    preset_id: { sql: 'p.saved_preset_id', kind: 'integer' },
    name: { sql: 'p.name', kind: 'text' },
    created_at: { sql: 'p.created_at', kind: 'time' },
    updated_at: { sql: 'p.updated_at', kind: 'time' },
  },
  filters: {
    preset_id: 'p.saved_preset_id = :preset_id',
    name: 'lower(p.name) = lower(:name)',
    preset: 'p.preset = any(:preset)',
    is_shared: 'p.is_shared = :is_shared',
    person: 'u.email = :person',
    search: contains('p.name'),
    ...period('created_at', 'p.created_at'),
    ...period('updated_at', 'p.updated_at'),
  },
} as const satisfies ListSpec

export const PRESET_SORTS = Object.keys(SAVED.sorts)

/** A person's own presets and those for all. */
export function listPresets(
  userId: number,
  filters: Readonly<Record<string, unknown>>,
  request: ListRequest
) {
  return listRows<ApiPreset>(SAVED, { ...filters, user: userId }, request)
}

/** @throws E_PRESET_NOT_FOUND for another person's own, too */
export async function knownPreset(presetId: number, userId: number): Promise<ApiPreset> {
  const request = { sort: 'preset_id', limit: 1 }
  const { rows } = await listPresets(userId, { preset_id: presetId }, request)
  if (rows[0] === undefined) throw new PresetNotFound(presetId)
  return rows[0]
}

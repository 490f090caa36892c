import { listOperation } from '#openapi/list_operation'
import { json, operation } from '#openapi/operation'
import { PRESET_SORTS } from '#services/api/preset_list'
import { presetRecord } from '#transformers/records/preset_record'
import { presetFilters } from '#validators/api/list_filters'
import { presetBody, presetChange } from '#validators/api/preset_body'

const tag = 'Presets'
const one = '/presets/{preset_id}'

export const listPresets = listOperation({
  id: 'presets.index',
  path: '/presets/',
  tag,
  summary: 'Settings saved under a name: your own, and those for all',
  description: 'A launch starts from one by its name.',
  needs: 'research',
  row: presetRecord,
  filters: presetFilters,
  sorts: PRESET_SORTS,
  usualSort: '-preset_id',
})

export const savePreset = operation({
  id: 'presets.store',
  method: 'POST',
  path: '/presets/',
  tag,
  summary: 'Save settings under a name',
  description:
    'Upon a saved preset it keeps the changes of both. A name means one thing to everybody, or one thing to its owner.',
  needs: 'research',
  body: {
    type: 'application/json',
    shape: presetBody,
    example: { name: 'Patient', preset: 'default', set: { 'agent.gamma': 0.995 }, seeds: [1, 2] },
  },
  answers: {
    200: json('It took the place of yours of this name.', presetRecord),
    201: json('It is saved.', presetRecord),
  },
  problems: [400, 409, 413],
  idempotent: true,
})

export const showPreset = operation({
  id: 'presets.show',
  method: 'GET',
  path: one,
  tag,
  summary: 'One saved preset',
  needs: 'research',
  answers: { 200: json('The preset.', presetRecord) },
  problems: [404],
})

export const changePreset = operation({
  id: 'presets.update',
  method: 'PATCH',
  path: one,
  tag,
  summary: 'Name a preset anew, and give it to all or take it back',
  description: 'One for all is changed by its owner or an administrator.',
  needs: 'research',
  body: { type: 'application/json', shape: presetChange, example: { is_shared: true } },
  answers: { 200: json('The preset.', presetRecord) },
  problems: [400, 404, 409, 413],
})

export const deletePreset = operation({
  id: 'presets.destroy',
  method: 'DELETE',
  path: one,
  tag,
  summary: 'Delete a preset; runs that it launched keep their parameters',
  description: 'One for all is deleted by its owner or an administrator.',
  needs: 'research',
  answers: { 204: { description: 'It is gone.', content: {} } },
  problems: [400, 404, 413],
})

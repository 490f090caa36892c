import { overrides } from '#openapi/parameter_schema'
import { boolean, optional, record, shapeOf, withDefault } from '#openapi/shape'
import { MOST_LETTERS, PRESET_NAME } from '#services/presets/saved_presets'
import { presetReference, seedList } from './bodies.js'

const name = shapeOf<string>({
  type: 'string',
  maxLength: MOST_LETTERS,
  pattern: PRESET_NAME.source,
  description: 'Its name: letters, digits, spaces or . _ , + ( ) % / -',
})

/** What saving settings under a name takes. */
export const presetBody = record({
  name,
  preset: presetReference,
  set: optional(overrides),
  seeds: optional(seedList("One run a seed; left out: the preset's.")),
  is_shared: withDefault(boolean('Whether it is for all.'), false),
  replace: withDefault(boolean('Whether one of yours of this name gives way.'), false),
})

/** What may change of a saved preset; what is left out stays. */
export const presetChange = record({
  name: optional(name),
  is_shared: optional(boolean('Whether it is for all.')),
})

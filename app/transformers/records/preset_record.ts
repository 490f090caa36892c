import { PRESETS } from '#core/parameters/preset'
import {
  anyObject,
  boolean,
  choice,
  count,
  id,
  list,
  named,
  nullable,
  record,
  said,
  time,
} from '#openapi/shape'

/** Settings that somebody saved under a name. */
export const presetRecord = named(
  'Preset',
  record({
    preset_id: id('The preset.'),
    name: said('Its name, by which a launch starts from it.'),
    preset: choice('The preset of the server that it was saved upon.', PRESETS),
    set: anyObject('What it changes of that, by path.'),
    seeds: list(count('A seed.', { max: 0xffffffff }), { description: 'One run each.' }),
    is_shared: boolean('Whether it is for all; else only its owner sees it.'),
    person: nullable(said('Who saved it; null when the account is gone.')),
    created_at: time('When it was saved.'),
    updated_at: time('When it was last changed.'),
  })
)

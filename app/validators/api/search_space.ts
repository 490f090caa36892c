import { SPACE_PRESETS } from '#core/tuning/space_presets'
import { anyObject, choice, shapeOf } from '#openapi/shape'

/** A search space, or the name of a preset. */
export const searchSpace = shapeOf<unknown>({
  anyOf: [
    choice('A preset.', Object.keys(SPACE_PRESETS)).schema,
    anyObject('By path: low, high, log and step, or choices; and when.').schema,
  ],
  description: 'What is searched.',
})

/** The space itself; one that is no preset is judged where it is read. */
export function spaceOf(space: unknown): unknown {
  const presets: Readonly<Record<string, unknown>> = SPACE_PRESETS
  return typeof space === 'string' ? presets[space] : space
}

import { readFile } from 'node:fs/promises'
import { InvalidParameter } from '#core/errors'
import { SPACE_PRESETS } from '#core/tuning/space_presets'

/** The name of a preset, JSON itself, or a file of it. */
export async function spaceOf(given: string, flag = 'space'): Promise<unknown> {
  if (Object.hasOwn(SPACE_PRESETS, given)) {
    return SPACE_PRESETS[given as keyof typeof SPACE_PRESETS]
  }
  return jsonIn(flag, given, `or one of ${Object.keys(SPACE_PRESETS).join(', ')}`)
}

/**
 * JSON that a flag holds, or that the file has which it names.
 * @throws E_INVALID_PARAMETER naming the flag, when it is none
 */
export async function jsonIn(flag: string, given: string, or: string): Promise<unknown> {
  try {
    const isItself = /^\s*[[{]/.test(given)
    return JSON.parse(isItself ? given : await readFile(given, 'utf8')) as unknown
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidParameter(
      flag,
      `--${flag} is ${given}, which cannot be read as JSON: ${reason}.`,
      `Give a file of JSON, JSON itself, ${or}.`
    )
  }
}

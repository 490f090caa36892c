import { readFile } from 'node:fs/promises'
import { InvalidParameter } from '#core/errors'
import { SPACE_PRESETS } from '#core/tuning/space_presets'

/** The name of a preset, or a file of JSON. */
export async function spaceOf(given: string, flag = 'space'): Promise<unknown> {
  if (Object.hasOwn(SPACE_PRESETS, given)) {
    return SPACE_PRESETS[given as keyof typeof SPACE_PRESETS]
  }
  return jsonIn(flag, given, `or one of ${Object.keys(SPACE_PRESETS).join(', ')}`)
}

/** @throws E_INVALID_PARAMETER naming the flag, when the file is none of JSON */
export async function jsonIn(flag: string, file: string, or: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidParameter(
      flag,
      `--${flag} is ${file}, which cannot be read as JSON: ${reason}.`,
      `Give a file of JSON, ${or}.`
    )
  }
}

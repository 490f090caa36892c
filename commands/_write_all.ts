import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { InvalidParameter } from '#core/errors'

/**
 * Writes files of these names into a folder, which is made where it lacks; each is replaced
 * only when all are written. Gives their paths.
 * @throws E_INVALID_PARAMETER naming `out` when that is not possible
 */
export async function writeAll(
  folder: string,
  files: readonly (readonly [name: string, content: string | Uint8Array])[]
): Promise<string[]> {
  const paths = files.map(([name]) => join(resolve(folder), name))
  const parts = paths.map((path) => `${path}.${process.pid}.part`)
  try {
    await mkdir(folder, { recursive: true })
    for (const [i, [, content]] of files.entries()) await writeFile(parts[i]!, content)
    for (const [i, path] of paths.entries()) await rename(parts[i]!, path)
  } catch (cause) {
    await Promise.allSettled(parts.map((part) => rm(part, { force: true })))
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    const message = `out is ${JSON.stringify(folder)}, where nothing can be written: ${reason}.`
    throw new InvalidParameter('out', message, 'Name a folder that may be written.')
  }
  return paths
}

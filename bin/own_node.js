import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NEEDED_MAJOR = 24
const OWN = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))

/**
 * The Node that npm installed runs the program; npm's own scripts find it by themselves. Whatever older
 * Node is called by hand hands over to it, with its input, output, signals and exit code. True when
 * this process is to go on itself.
 */
export async function isOwnNode() {
  const major = Number.parseInt(process.versions.node, 10)
  if (major >= NEEDED_MAJOR || !existsSync(OWN)) return true
  const child = spawn(OWN, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // a terminal sends Ctrl-C to both
  process.on('SIGINT', () => (process.stdin.isTTY ? undefined : child.kill('SIGINT')))
  const [code, signal] = await new Promise((resolve) => {
    child.on('close', (...ended) => resolve(ended))
  })
  process.exitCode = code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15)
  return false
}

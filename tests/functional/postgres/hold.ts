import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What the process said: the server's address, or why it has none. */
interface Said {
  readonly url?: string
  readonly code?: string
  readonly message?: string
  readonly remedy?: string
}

/** A process of its own that uses a folder's server. */
export interface Holder {
  readonly said: Said
  readonly port: number
  /** Gives the server back and ends. */
  leave(): Promise<void>
  /** Ends by kill -9: nothing is given back. */
  kill(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('./holder.ts', import.meta.url))

/** Starts such a process and waits for what it says. */
export async function hold(folder: string, env: Record<string, string> = {}): Promise<Holder> {
  const child = spawn(process.execPath, ['--import=@poppinss/ts-exec', SCRIPT, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const ended = once(child, 'exit')
  const lines = createInterface(child.stdout)
  const spoken = once(lines, 'line') as Promise<[string]>
  const silent = once(lines, 'close').then(() => Promise.reject(new Error('it ended silently')))
  const [line] = await Promise.race([spoken, silent])
  silent.catch(() => undefined)
  const said = JSON.parse(line) as Said
  return {
    said,
    port: said.url ? Number(new URL(said.url).port) : 0,
    async leave() {
      child.stdin.end()
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

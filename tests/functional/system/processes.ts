import app from '@adonisjs/core/services/app'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'

type Environment = Readonly<Record<string, string | undefined>>

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `node ace …args` as a person does; undefined in `env` unsets a variable. */
export async function ace(args: readonly string[], env: Environment = {}, input = '') {
  const child = start(['ace.js', ...args], env)
  child.stdin?.end(input)
  return endOf(child)
}

/** Starts the server as `npm start` does, without waiting for it. */
export function server(env: Environment): ChildProcess {
  return start(['bin/start.js'], { NODE_ENV: 'production', ...env })
}

/** What a process printed and how it ended. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}

/** Waits until the server serves, or fails when it ends instead. */
export async function untilReady(child: ChildProcess, port: number): Promise<void> {
  while (child.exitCode === null) {
    const isReady = await fetch(`http://127.0.0.1:${port}/api/v1/ready`).then(
      ({ ok }) => ok,
      () => false // not listening yet
    )
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The server ended with ${child.exitCode}.`)
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

function start(args: readonly string[], given: Environment): ChildProcess {
  const env = { ...process.env, LOG_LEVEL: 'warn', ...given }
  return spawn(process.execPath, args, { cwd: app.makePath(), env, stdio: 'pipe' })
}

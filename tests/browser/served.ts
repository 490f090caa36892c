import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'

/** A server of its own, as people start it, on the database of this test run. */
export interface Served {
  readonly url: string
  /** The first group of what it has printed or is still to print. */
  printed(pattern: RegExp): Promise<string>
  stop(): Promise<void>
}

type Environment = Readonly<Record<string, string>>

const PATIENCE_MS = 30_000
const ASK_EVERY_MS = 100

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`)
    const healthy = await fetch(`${url}/sign-in`).then(
      ({ ok }) => ok,
      () => false // not listening yet
    )
    if (healthy) return
    await sleep(ASK_EVERY_MS)
  }
  throw new Error(`The server did not answer within ${PATIENCE_MS / 1000} s.`)
}

/** Starts the production server with the built assets, on PORT if it is given, and waits until it answers. */
export async function serve(environment: Environment = {}): Promise<Served> {
  const { PORT: given, ...more } = environment
  const port = given === undefined ? await freePort() : Number(given)
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [app.makePath('bin/start.js')], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      APP_URL: url,
      LOG_LEVEL: 'warn',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  await untilHealthy(url, child)
  return {
    url,
    printed: async (pattern) => {
      for (let waited = 0; waited < PATIENCE_MS; waited += ASK_EVERY_MS) {
        const found = pattern.exec(output)?.[1]
        if (found !== undefined) return found
        await sleep(ASK_EVERY_MS)
      }
      throw new Error(`The server printed nothing like ${pattern.source}, but:\n${output}`)
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

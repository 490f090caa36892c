import app from '@adonisjs/core/services/app'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { CodedError } from '#core/errors'

const PATIENCE_MS = 60_000
const ASK_EVERY_MS = 100

/** A process that the measurement needs ended or did not begin, so that there is no figure. */
export class MeasuredProcessEnded extends CodedError {
  readonly code = 'E_MEASURED_PROCESS_ENDED'
  readonly kind = 'conflict'

  constructor(what: string, said: string) {
    super(`${what}: ${said.trim().slice(-500)}`, 'Mend what it says and run the suite again.')
  }
}

/** An installation of its own in a temporary folder: database, server and a worker beside it. */
export class ServedApp {
  readonly url: string
  readonly #environment: NodeJS.ProcessEnv
  readonly #folder: string
  readonly #children: ChildProcess[] = []
  #server: ChildProcess | null = null

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.url = `http://127.0.0.1:${port}`
    const { DATABASE_URL: _, POSTGRES_PORT: __, APP_KEY: ___, ...inherited } = process.env
    this.#environment = {
      ...inherited,
      ...{ NODE_ENV: 'production', DATA_DIR: folder, APP_URL: this.url, HOST: '127.0.0.1' },
      ...{ PORT: String(port), LOG_LEVEL: 'warn', WORK_QUEUES: 'false' },
    }
  }

  /** Nothing runs yet: commands and the server start its database. */
  static async install(): Promise<ServedApp> {
    const folder = mkdtempSync(join(tmpdir(), 'rsc-bench-'))
    chmodSync(folder, 0o755) // as root, PostgreSQL's own user enters it
    return new ServedApp(folder, await freePort())
  }

  /** Process id of the server. @throws E_MEASURED_PROCESS_ENDED when none runs */
  get pid(): number {
    const pid = this.#server?.pid
    if (pid === undefined) throw new MeasuredProcessEnded('The server', 'it was never started')
    return pid
  }

  /** Runs a command to its end; its answer. @throws E_MEASURED_PROCESS_ENDED */
  async command(args: readonly string[], input = ''): Promise<Record<string, unknown>> {
    const child = this.#spawn(['ace.js', ...args, '--json'])
    child.stdin?.end(input)
    const [out, errors, [code]] = await Promise.all([
      text(child.stdout!),
      text(child.stderr!),
      once(child, 'close') as Promise<[number | null]>,
    ])
    if (code !== 0) throw new MeasuredProcessEnded(`node ace ${args[0]} ended with ${code}`, errors)
    return JSON.parse(out) as Record<string, unknown>
  }

  /** Starts the server and waits until it answers. @throws E_MEASURED_PROCESS_ENDED */
  async serve(): Promise<void> {
    const child = this.#keep(['bin/start.js'])
    this.#server = child
    const until = Date.now() + PATIENCE_MS
    while (Date.now() < until && child.exitCode === null) {
      const isReady = await fetch(`${this.url}/api/v1/ready`).then(
        ({ ok }) => ok,
        () => false // not listening yet
      )
      if (isReady) return
      await sleep(ASK_EVERY_MS)
    }
    throw new MeasuredProcessEnded('The server did not answer', `exit code ${child.exitCode}`)
  }

  /** Ends the server and starts it anew, at the same address. @throws E_MEASURED_PROCESS_ENDED */
  async restart(): Promise<void> {
    const server = this.#server
    if (server !== null) await end(server)
    await this.serve()
  }

  /** A worker of one thread in a process of its own, so that training is not the server's work. */
  work(): void {
    this.#keep(['ace.js', 'worker', '--concurrency=1'])
  }

  /** Ends all processes and removes the folder. */
  async remove(): Promise<void> {
    await this.#stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #stop(): Promise<void> {
    for (const child of this.#children.reverse()) await end(child)
  }

  #keep(args: readonly string[]): ChildProcess {
    const child = this.#spawn(args)
    child.stdout?.resume()
    child.stderr?.pipe(process.stderr)
    this.#children.push(child)
    return child
  }

  #spawn([script, ...args]: readonly string[]): ChildProcess {
    const stdio = ['pipe', 'pipe', 'pipe'] as const
    const env = this.#environment
    return spawn(process.execPath, [app.makePath(script), ...args], { env, stdio: [...stdio] })
  }
}

/** Asks a process to end and waits for it. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

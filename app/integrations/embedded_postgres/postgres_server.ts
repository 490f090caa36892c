import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { otherMajorVersion, startProblem } from './problems.ts'
import type { Places } from './places.ts'

const MAJOR_VERSION = '18'
const NOT_DURABLE = '-c fsync=off -c full_page_writes=off -c synchronous_commit=off'

/** One data folder and the server on it, driven with `pg_ctl -w`. */
export class PostgresServer {
  readonly #places: Places
  readonly #durable: boolean

  /** @param durable whether writes reach the disk before a commit returns; off only for throw-away databases of tests */
  constructor(places: Places, durable: boolean) {
    this.#places = places
    this.#durable = durable
  }

  /** @throws E_POSTGRES_OTHER_VERSION */
  isInitialised(): boolean {
    const file = join(this.#places.data, 'PG_VERSION')
    if (!existsSync(file)) return false
    const version = readFileSync(file, 'utf8').trim()
    if (version !== MAJOR_VERSION)
      throw otherMajorVersion(this.#places.data, version, MAJOR_VERSION)
    return true
  }

  /** Makes the cluster. What an interrupted attempt left is removed: without PG_VERSION it holds no data. */
  async initialise(): Promise<void> {
    const { data, passwordFile } = this.#places
    const { code, output } = await this.#run('initdb', [
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ])
    if (code === 0) return
    if (!existsSync(join(data, 'PG_VERSION')) && existsSync(data)) rmSync(data, { recursive: true })
    throw startProblem(data, 0, output)
  }

  /** Port of the running server, null when none runs. */
  async runningPort(): Promise<number | null> {
    const { code } = await this.#run('pg_ctl', ['status', `--pgdata=${this.#places.data}`])
    if (code !== 0) return null
    const lines = readFileSync(join(this.#places.data, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[3])
  }

  /** Starts on 127.0.0.1 and waits until it answers. */
  async start(port: number): Promise<void> {
    const { data, log } = this.#places
    const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=100 ${this.#durable ? '' : NOT_DURABLE}`
    const before = existsSync(log) ? statSync(log).size : 0
    const { code, output } = await this.#run('pg_ctl', [
      'start',
      '--wait',
      '--timeout=60',
      `--pgdata=${data}`,
      `--log=${log}`,
      `--options=${options}`,
    ])
    if (code === 0) return
    throw startProblem(data, port, existsSync(log) ? logFrom(log, before) : output)
  }

  /** Stops it, ending open connections; a server that is already gone is fine. */
  async stop(): Promise<void> {
    await this.#run('pg_ctl', ['stop', '--wait', '--mode=fast', `--pgdata=${this.#places.data}`])
  }

  #run(program: string, args: string[]): Promise<{ code: number | null; output: string }> {
    const { native, user } = this.#places
    return new Promise((resolve, reject) => {
      const child = spawn(join(native, 'bin', program), args, {
        cwd: '/',
        env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['ignore', 'pipe', 'pipe'],
        ...(user ?? {}),
      })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => (output += String(chunk)))
      }
      child.on('error', reject)
      // `exit`, not `close`: the server that pg_ctl leaves behind can keep the pipes open
      child.on('exit', (code) => {
        child.stdout.destroy()
        child.stderr.destroy()
        resolve({ code, output })
      })
    })
  }
}

function logFrom(file: string, offset: number): string {
  return readFileSync(file).subarray(offset).toString('utf8')
}

import { spawn } from 'node:child_process'
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Places } from './places.ts'
import { dropForeignPidFile, postmasterOf } from './postmaster.ts'
import { diskFull, otherMajorVersion, startProblem } from './problems.ts'

const MAJOR_VERSION = '18'
const NOT_DURABLE = '-c fsync=off -c full_page_writes=off -c synchronous_commit=off'

/** What an empty cluster takes; with less, initdb ends in many ways, not all of which say why. */
const CLUSTER_BYTES = 48 * 2 ** 20

/** A longer log is begun anew at the next start. */
const LONGEST_LOG_BYTES = 10 * 2 ** 20

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
    if (version !== MAJOR_VERSION) {
      throw otherMajorVersion(this.#places.data, version, MAJOR_VERSION)
    }
    return true
  }

  /**
   * Makes the cluster beside its place and moves it there once complete: one that was cut short looks
   * whole to PostgreSQL, which starts on it and finds no databases.
   */
  async initialise(): Promise<void> {
    const { data, passwordFile } = this.#places
    this.#dropDrafts()
    const { bavail, bsize } = statfsSync(dirname(data))
    if (bavail * bsize < CLUSTER_BYTES) throw diskFull(data)
    const draft = `${data}.draft-${process.pid}`
    const { code, output } = await this.#run('initdb', [
      `--pgdata=${draft}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ])
    if (code === 0) return renameSync(draft, data)
    this.#dropDrafts()
    throw startProblem(this.#places, 0, output)
  }

  #dropDrafts(): void {
    const { data } = this.#places
    for (const name of readdirSync(dirname(data))) {
      if (!name.startsWith(`${basename(data)}.draft-`)) continue
      rmSync(join(dirname(data), name), { recursive: true, force: true })
    }
  }

  /** Starts on 127.0.0.1 and waits until it answers. */
  async start(port: number): Promise<void> {
    const { data, log } = this.#places
    dropForeignPidFile(data)
    if (existsSync(log) && statSync(log).size > LONGEST_LOG_BYTES) rmSync(log)
    for (let attempt = 1; ; attempt++) {
      const before = existsSync(log) ? statSync(log).size : 0
      const { code, output } = await this.#run('pg_ctl', [
        'start',
        '--wait',
        '--timeout=60',
        `--pgdata=${data}`,
        `--log=${log}`,
        `--options=${this.#options(port)}`,
      ])
      if (code === 0) return
      const said = existsSync(log) ? logFrom(log, before) : output
      // sessions of a killed server end within moments, after the statement they are in
      const isOccupied = /pre-existing shared memory block/.test(said)
      if (!isOccupied || attempt === 20) throw startProblem(this.#places, port, said)
      await sleep(500)
    }
  }

  #options(port: number): string {
    const fixed = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=100`
    return this.#durable ? fixed : `${fixed} ${NOT_DURABLE}`
  }

  /** Stops it, ending open connections; a server that is already gone is fine. */
  async stop(): Promise<void> {
    if (postmasterOf(this.#places.data) === null) return
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
      // the server that pg_ctl leaves behind keeps the pipes open, so `close` would never come
      child.on(program === 'pg_ctl' ? 'exit' : 'close', (code) => {
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

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { streamOf } from '#core/random/streams'
import type { StudyPlan } from '#core/tuning/study_plan'
import type { StudyRow } from '#services/tuning/study_rows'
import { ace, freePort, untilReady } from '../system/processes.js'
import { replayFaults } from './replay.js'

/** `KILLS=50` is the long version. */
const KILLS = Number(process.env['KILLS'] ?? 6)
const WORKERS = 2
const PATIENCE_SECONDS = 60 + 30 * KILLS

interface Stored {
  readonly study: StudyRow & { readonly plan: StudyPlan }
  readonly events: never[]
  readonly trials: readonly { number: number; status: string; rung: number | null }[]
}

/** The embedded server of a folder: its process, and what it holds; null while it is away. */
class EmbeddedServer {
  readonly #folder: string
  readonly #pidFile: string

  constructor(folder: string) {
    this.#folder = join(folder, 'postgres/server')
    this.#pidFile = join(this.#folder, 'data/postmaster.pid')
  }

  kill(): void {
    process.kill(Number(this.#pidLines()[0]), 'SIGKILL')
  }

  async study(): Promise<Stored | null> {
    if (!existsSync(this.#pidFile)) return null
    const password = readFileSync(join(this.#folder, 'password'), 'utf8').trim()
    const login = { host: '127.0.0.1', user: 'postgres', database: 'postgres', password }
    const client = new pg.Client({ ...login, port: Number(this.#pidLines()[3]) })
    try {
      await client.connect()
      const { rows: studies } = await client.query<Stored['study']>('select * from studies')
      const { rows: events } = await client.query<never>(
        'select * from study_events order by number'
      )
      const { rows: trials } = await client.query<Stored['trials'][number]>(
        'select number, status, rung from study_trials order by number'
      )
      return { study: studies[0], events, trials }
    } catch {
      return null // killed a moment ago, and not up again
    } finally {
      await client.end().catch(() => null)
    }
  }

  #pidLines(): string[] {
    return readFileSync(this.#pidFile, 'utf8').split('\n')
  }
}

test.group('A study whose machines are killed', () => {
  test(`ends after ${KILLS} kills of workers, web server and database, no trial lost or counted twice, and replays`, async ({
    assert,
    cleanup,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'rsc-kills-'))
    chmodSync(folder, 0o755) // as root, PostgreSQL's own user has to enter it
    // in a test's environment the embedded server would not be durable
    const env = {
      DATA_DIR: folder,
      DATABASE_URL: undefined,
      LOG_LEVEL: 'fatal',
      NODE_ENV: 'production',
    }
    const port = await freePort()
    const more = { HOST: '127.0.0.1', PORT: String(port) }
    const start = (args: readonly string[], own: NodeJS.ProcessEnv = {}) =>
      spawn(process.execPath, args, {
        cwd: app.makePath(),
        env: { ...process.env, ...env, CHECKPOINT_SECONDS: '0.2', ...own },
        stdio: 'ignore',
      })
    const startWorker = () => start(['ace.js', 'worker', '--concurrency=1'])
    // it works the queues as well
    const startServer = () => start(['bin/start.js'], more)
    const workers: ChildProcess[] = []
    let web: ChildProcess | null = null
    cleanup(() => {
      for (const process of [...workers, ...(web ? [web] : [])]) process.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    })
    const fetched = await ace(['data:fetch', 'AAPL', '--source=sample', '--json'], env)
    assert.equal(fetched.code, 0, fetched.stderr)
    const trials = 8 + 4 * KILLS
    const tuned = await ace(
      [
        'tune',
        '--dataset=AAPL',
        '--preset=quick',
        `--trials=${trials}`,
        '--max-resource=64',
        '--grace-period=4',
        '--reduction-factor=2',
        '--startup-trials=10',
        '--objective=total_return',
        '--set=agent.trainEvery=1',
        '--set=agent.learningStarts=100',
        '--set=training.episodeLength=200',
        '--detach',
        '--json',
      ],
      env
    )
    assert.equal(tuned.code, 0, tuned.stderr)
    const server = new EmbeddedServer(folder)
    const random = streamOf(KILLS, 'sampler')
    for (let k = 0; k < WORKERS; k++) workers.push(startWorker())
    web = startServer()
    let kills = 0
    let webKills = 0
    const until = Date.now() + PATIENCE_SECONDS * 1000
    for (;;) {
      const stored = await server.study()
      if (stored !== null && stored.study.status !== 'running') break
      assert.isBelow(Date.now(), until, `the study did not end: ${JSON.stringify(stored?.study)}`)
      await sleep(1000 + random.integer(4000))
      if (kills >= KILLS) continue
      kills++
      const isUp = (await server.study()) !== null
      const [isDatabase, place] = [random.float() < 0.25, random.integer(WORKERS + 1)]
      if (isUp && isDatabase) server.kill()
      else {
        const [worker] = workers.splice(place, 1)
        if (worker === undefined) webKills++
        await killed(worker ?? web)
      }
      while (workers.filter(isAlive).length < WORKERS) workers.push(startWorker())
      if (!isAlive(web)) web = startServer()
    }
    await untilReady(web, port)
    assert.isAbove(webKills, 0)
    const stored = await server.study()
    assert.equal(stored?.study.status, 'completed', stored?.study.error_message ?? '')
    assert.equal(kills, KILLS)
    assert.deepEqual(
      stored?.trials.map(({ number }) => number),
      Array.from({ length: trials }, (_, k) => k)
    )
    assert.deepEqual(
      stored?.trials.filter(({ status }) => status === 'running'),
      []
    )
    const reports = (stored?.events as { kind: string; trial: number; rung: number }[])
      .filter(({ kind }) => kind === 'reported')
      .map(({ trial, rung }) => `${trial} at ${rung}`)
    assert.equal(new Set(reports).size, reports.length)
    assert.deepEqual(replayFaults(stored!.study.plan, stored!.events), [])
  }).timeout((PATIENCE_SECONDS + 60) * 1000)
})

async function killed(process: ChildProcess): Promise<void> {
  const ended = isAlive(process) ? once(process, 'exit') : null
  process.kill('SIGKILL')
  await ended
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Defect } from '#core/errors'
import { benchObjective, storeBenchStudy } from '#services/bench/tuning_study'
import { LiveHub } from '#live/live_hub'
import { studyTopic, type AnnouncementKind } from '#live/topics'
import { exchange, type Exchanged, type TrialReport } from '#services/tuning/study_exchange'
import { endOf } from '../system/processes.js'
import { until } from '../training/fixture.js'
import { storedStudy } from './fixture.js'
import { replayFaults } from './replay.js'

const PROCESSES = 16
const PROCESS = new URL('exchange_process.ts', import.meta.url).pathname
const TRIALS = 120

const eventsOf = async (studyId: number) =>
  (await db.from('study_events').where('study_id', studyId).orderBy('number')) as never[]

/** Transactions that wrote the log. */
async function transactions(studyId: number): Promise<number> {
  const events = await db
    .from('study_events')
    .where('study_id', studyId)
    .select(db.raw('xmin::text'))
  return new Set(events.map(({ xmin }: { xmin: string }) => xmin)).size
}

test.group('Workers that evaluate trials themselves', (group) => {
  group.each.setup(() => testUtils.db().truncate())

  test('16 who ask at once are answered in one transaction, each with a trial of its own', async ({
    assert,
  }) => {
    const studyId = await storeBenchStudy(100)
    const works = await Promise.all(Array.from({ length: 16 }, () => exchange(studyId, null)))
    assert.deepEqual(
      works.map((work) => work?.trial),
      Array.from({ length: 16 }, (_, k) => k)
    )
    // the first wrote the bound
    assert.equal(await transactions(studyId), 2)
  })

  test('a report that was made before is refused, and those who ask beside it are answered', async ({
    assert,
  }) => {
    const studyId = await storeBenchStudy(100)
    await exchange(studyId, null)
    const report = { trial: 0, rung: 0, results: [0.5] }
    const [first, again, other] = await Promise.allSettled([
      exchange(studyId, report),
      exchange(studyId, report),
      exchange(studyId, null),
    ])
    assert.deepEqual(
      [first.status, again.status, other.status],
      ['fulfilled', 'rejected', 'fulfilled']
    )
    assert.instanceOf((again as PromiseRejectedResult).reason, Defect)
    const events = (await eventsOf(studyId)) as { kind: string }[]
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['bounded', 'started', 'reported', 'started', 'started']
    )
  })

  test('a connection that dies under a decision leaves nothing of it, and the next goes on', async ({
    assert,
  }) => {
    const studyId = await storeBenchStudy(100)
    await exchange(studyId, null)
    const report = { trial: 0, rung: 0, results: [0.5] }
    const holder = await db.transaction()
    await holder.rawQuery('select 1 from studies where study_id = ? for update', [studyId])
    const asked = exchange(studyId, report)
    const killed = assert.rejects(() => asked)
    await until(async () => {
      const { rows } = (await db.rawQuery(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where wait_event_type = 'Lock' and query like '%lock_study_log%' and datname = current_database()`
      )) as { rows: object[] }
      return rows.length > 0 ? true : null
    })
    await killed
    await holder.commit()
    assert.lengthOf(await eventsOf(studyId), 2)
    assert.equal((await exchange(studyId, report))?.trial, 1)
    assert.lengthOf(await eventsOf(studyId), 4)
  })

  test(`${PROCESSES} processes that begin together take no trial twice and report no rung twice, and their decisions replay`, async ({
    assert,
  }) => {
    const studyId = await storeBenchStudy(TRIALS)
    const workers = Array.from({ length: PROCESSES }, () =>
      spawn(process.execPath, ['--import=@poppinss/ts-exec', PROCESS, String(studyId)])
    )
    const ends = workers.map(endOf)
    await Promise.all(workers.map(untilReady))
    for (const { stdin } of workers) stdin?.end('go\n')
    const ended = await Promise.all(ends)
    for (const { code, stderr } of ended) assert.equal(code, 0, stderr)
    const events = (await eventsOf(studyId)) as { kind: string; trial: number; rung: number }[]
    const reports = events.filter(({ kind }) => kind === 'reported')
    const starts = events.filter(({ kind }) => kind === 'started').map(({ trial }) => trial)
    assert.deepEqual(
      starts,
      Array.from({ length: TRIALS }, (_, k) => k)
    )
    assert.equal(
      new Set(reports.map(({ trial, rung }) => `${trial} at ${rung}`)).size,
      reports.length
    )
    const decisions = ended.map(
      ({ stdout }) => JSON.parse(stdout.split('\n')[1]) as { decisions: number }
    )
    assert.isAbove(decisions.filter((each) => each.decisions > 1).length, PROCESSES / 2)
    // whoever asks gets one decision; the last one of each has only a report, or nothing
    const handedOut = events.filter(({ kind }) => kind === 'started' || kind === 'promoted').length
    assert.isAtLeast(
      decisions.reduce((sum, each) => sum + each.decisions, 0),
      handedOut
    )
    assert.deepEqual(replayFaults((await storedStudy(studyId)).plan, events as never[]), [])
  }).timeout(120_000)

  test('who was told to wait hears of the end, and is not woken before', async ({ assert }) => {
    const studyId = await storeBenchStudy(3)
    const works = await Promise.all([0, 1, 2].map(() => exchange(studyId, null)))
    assert.isNull(await exchange(studyId, null))
    const hub = await app.container.make(LiveHub)
    const heard: AnnouncementKind[] = []
    const leave = await hub.subscribe(studyTopic(studyId), ({ kind }) => void heard.push(kind))
    let best: Exchanged | null = null
    for (const work of works) best = await exchange(studyId, reportOf(work!)) // the last is promoted
    assert.isNull(await exchange(studyId, reportOf(best!)))
    await until(() => Promise.resolve(heard.length > 0 ? true : null))
    leave()
    assert.deepEqual(heard, ['progress'])
    assert.equal((await storedStudy(studyId)).trials_running, 0)
  })
})

/** Waits for a process to say that it waits for its input. */
async function untilReady({ stdout }: ChildProcess): Promise<void> {
  await once(stdout!, 'data')
}

function reportOf(work: Exchanged): TrialReport {
  const rung = work.do === 'promote' ? work.toRung : 0
  return { trial: work.trial, rung, results: [benchObjective(work.values, work.resource)] }
}

import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { announce } from '#live/announce'
import { EVALUATIONS_TOPIC, runTopic, studyTopic } from '#live/topics'
import type { Visitor } from '#services/bench/pages/visitor'
import TrainingService from '#services/training_service'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { openPage, until, type LivePage } from './live_page.js'
import { planOf } from './planned_query.js'
import { queriesOf } from './query_log.js'
import { person } from './seeded.js'

const LARGE = ['experiments', 'training_runs', 'evaluation_runs', 'studies']
const ACTOR = { userId: null, person: 'test', route: 'command', address: null } as const

interface Told {
  readonly rows: readonly { readonly id: string; readonly cells: string }[]
  readonly gone: readonly string[]
}

/** All messages of rows that a page was sent. */
function messagesOf({ text }: LivePage): Told[] {
  const found = text.matchAll(/^event: rows\n(?:id: .+\n)?data: (.+)\n/gm)
  return [...found].map(([, data]) => JSON.parse(data!) as Told)
}

const rowsOf = (page: LivePage) => messagesOf(page).flatMap(({ rows }) => rows)
const cellsOf = (page: LivePage, id: string) =>
  rowsOf(page)
    .filter((row) => row.id === id)
    .map(({ cells }) => cells)
const has = (page: LivePage, id: string, words: string) =>
  cellsOf(page, id).some((cells) => cells.includes(words))
const lastMoment = ({ text }: LivePage) => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)![1]!
const close = (pages: readonly LivePage[]) => {
  for (const { request } of pages) request.destroy()
}

test.group('Live lists', (group) => {
  let admin: Visitor
  let viewer: Visitor
  let trains: PlantedRun
  let rests: PlantedRun

  const run = () => db.from('training_runs').where('run_id', trains.runId)
  /** What a batch of training does to it. */
  const advance = async (done: number) => {
    await run().update({ episodes_done: done, heartbeat_at: new Date() })
    await announce(db.connection(), { topic: runTopic(trains.runId), kind: 'progress' })
  }

  group.setup(async () => {
    admin = await person('admin')
    viewer = await person('viewer')
    rests = await plantRun({ status: 'running', episodes: 20, done: 10, symbol: 'RESTS' })
    trains = await plantRun({ status: 'running', episodes: 60, done: 40, symbol: 'TRAINS' })
  })
  group.each.setup(async () => {
    const beat = { status: 'running', end_time: null, heartbeat_at: new Date() }
    await db
      .from('training_runs')
      .whereIn('run_id', [trains.runId, rests.runId])
      .update({ ...beat })
  })

  test('a change is drawn once for twenty viewers of two roles, who are told the same bytes', async ({
    assert,
  }) => {
    const pages = await Promise.all(
      Array.from({ length: 20 }, (_, k) => openPage(k % 2 === 0 ? admin : viewer, '/runs/live'))
    )
    await advance(41)
    const id = `run-${trains.runId}`
    await until(() => pages.every((page) => has(page, id, '41 of 60')))
    const queries = await queriesOf(async () => {
      await advance(42)
      await until(() => pages.every((page) => has(page, id, '42 of 60')))
    })
    close(pages)
    const reads = queries.filter(({ sql }) => sql.includes('from experiments e left join users'))
    // one for the announcement, and perhaps one of a quiet moment
    assert.isAtMost(reads.length, 2)
    const drawn = new Set(pages.map((page) => cellsOf(page, id).at(-1)))
    assert.lengthOf(drawn, 1)
    for (const { text } of pages) assert.notMatch(text, /_csrf|checkbox|example\.com/)
  }).timeout(30_000)

  test('only rows that have changed are told: the run and its experiment, nothing of another', async ({
    assert,
  }) => {
    const page = await openPage(admin, '/runs/live')
    await advance(43)
    await until(() => has(page, `run-${trains.runId}`, '43 of 60'))
    const before = messagesOf(page).length
    await advance(44)
    await until(() => has(page, `run-${trains.runId}`, '44 of 60'))
    const later = messagesOf(page).slice(before)
    close([page])
    const told = new Set(later.flatMap(({ rows }) => rows.map(({ id }) => id)))
    assert.sameMembers([...told], [`run-${trains.runId}`, `experiment-${trains.experimentId}`])
  }).timeout(30_000)

  test('a burst is told once a second', async ({ assert }) => {
    const page = await openPage(admin, '/runs/live')
    await advance(45)
    await until(() => has(page, `run-${trains.runId}`, '45 of 60'))
    const before = messagesOf(page).length
    for (let done = 46; done <= 55; done++) await advance(done)
    await until(() => has(page, `run-${trains.runId}`, '55 of 60'))
    close([page])
    // the first of the burst may still have come with what was on its way
    assert.isAtMost(messagesOf(page).length - before, 2)
  }).timeout(30_000)

  test('a run that ends between two connections is told to the page that comes back', async ({
    assert,
  }) => {
    const first = await openPage(admin, `/runs/live?since=${Date.now()}`)
    await until(() => cellsOf(first, `run-${trains.runId}`).length > 0)
    const moment = lastMoment(first)
    close([first])
    await run().update({ status: 'completed', end_time: new Date() })
    const back = await openPage(admin, `/runs/live?since=${Date.now() - 50_000}`, moment)
    await until(() => has(back, `run-${trains.runId}`, 'data-status="completed"'))
    close([back])
    assert.notInclude(back.text, 'event: stale')
    assert.isAtLeast(Number(lastMoment(back)), Number(moment))
  }).timeout(30_000)

  test('what goes on and what has ended is looked up by an index in every list', async ({
    assert,
  }) => {
    const paths = ['/runs/live', '/runs/live?made_by=studies', '/studies/live', '/evaluations/live']
    const { evaluationId } = await plantEvaluation({ ...trains, status: 'queued' })
    const studyId = await plantStudy(trains.datasetId)
    await db
      .from('studies')
      .where('study_id', studyId)
      .update({ status: 'running', ended_at: null })
    const queries = await queriesOf(async () => {
      const pages = await Promise.all(
        paths.map((path) =>
          openPage(admin, `${path}${path.includes('?') ? '&' : '?'}since=${Date.now()}`)
        )
      )
      const [runs, , studies, evaluations] = pages as [LivePage, LivePage, LivePage, LivePage]
      await until(() => cellsOf(runs, `run-${trains.runId}`).length > 0)
      await until(() => cellsOf(studies, `study-${studyId}`).length > 0)
      await until(() => cellsOf(evaluations, `evaluation-${evaluationId}`).length > 0)
      close(pages)
    })
    const asked = queries.filter(({ sql }) => LARGE.some((table) => sql.includes(`from ${table}`)))
    assert.isAtLeast(asked.length, 6)
    for (const query of asked) {
      const scans = (await planOf(query, false)).filter(
        (node) => node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name'] ?? '')
      )
      assert.isEmpty(scans, query.sql)
    }
    await db.from('studies').where('study_id', studyId).delete()
  }).timeout(30_000)

  test('a page that was away for longer than a minute is told to read itself anew', async () => {
    const page = await openPage(admin, '/runs/live', String(Date.now() - 61_000))
    await until(() => page.text.includes('event: stale'))
    close([page])
  }).timeout(30_000)

  test('a heartbeat that is overdue shows although nobody announces it', async () => {
    const page = await openPage(admin, '/runs/live')
    await until(() => has(page, `run-${trains.runId}`, 'data-status="running"'))
    await run().update({ heartbeat_at: new Date(Date.now() - 3_600_000) })
    await until(() => has(page, `run-${trains.runId}`, 'data-status="lost"'))
    close([page])
  }).timeout(30_000)

  test('a deleted run is told as gone, and its experiment with it when it was the last', async ({
    assert,
  }) => {
    const { runId, experimentId } = await plantRun({ episodes: 10 })
    const page = await openPage(viewer, '/runs/live')
    const training = await app.container.make(TrainingService)
    await training.delete(runId, ACTOR)
    await until(() => messagesOf(page).some(({ gone }) => gone.length > 0))
    close([page])
    const [{ gone }] = messagesOf(page).filter(({ gone }) => gone.length > 0) as [Told]
    assert.sameMembers([...gone], [`run-${runId}`, `experiment-${experimentId}`])
  }).timeout(30_000)

  test("runs of a study are told to the list of studies' runs alone", async ({ assert }) => {
    const studyId = await plantStudy(trains.datasetId)
    const trial = await db.from('study_trials').where('study_id', studyId).firstOrFail()
    const own = () => db.from('experiments').where('experiment_id', trains.experimentId)
    await own().update({ study_trial_id: trial.study_trial_id })
    const pages = await Promise.all(
      ['people', 'studies'].map((maker) => openPage(admin, `/runs/live?made_by=${maker}`))
    )
    await advance(56)
    await until(() => has(pages[1]!, `run-${trains.runId}`, '56 of 60'))
    close(pages)
    assert.isEmpty(cellsOf(pages[0]!, `run-${trains.runId}`))
    await own().update({ study_trial_id: null })
  }).timeout(30_000)

  test('rows of studies and evaluations follow what is decided and played', async ({ assert }) => {
    const studyId = await plantStudy(trains.datasetId)
    const { evaluationId } = await plantEvaluation({ ...trains, status: 'queued' })
    const [studies, evaluations] = await Promise.all([
      openPage(viewer, '/studies/live'),
      openPage(viewer, '/evaluations/live'),
    ])
    await db.from('studies').where('study_id', studyId).update({ trial_count: 1234 })
    await announce(db.connection(), { topic: studyTopic(studyId), kind: 'progress' })
    await until(() => has(studies, `study-${studyId}`, '1,234'))
    const data = { evaluationId, status: 'running' }
    await db
      .from('evaluation_runs')
      .where('evaluation_id', evaluationId)
      .update({ status: 'running' })
    await announce(db.connection(), { topic: EVALUATIONS_TOPIC, kind: 'status', data })
    await until(() => has(evaluations, `evaluation-${evaluationId}`, 'data-status="running"'))
    close([studies, evaluations])
    assert.notMatch(studies.text + evaluations.text, /_csrf|checkbox/)
  }).timeout(30_000)
})

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { announce } from '#live/announce'
import { runTopic } from '#live/topics'
import type { Visitor } from '#services/bench/pages/visitor'
import { plantRun } from '#tests/functional/pages/planted_run'
import { openPage, until, type LivePage } from './live_page.js'
import { queriesOf } from './query_log.js'
import { administrator } from './seeded.js'

type Appended = { figure: string; series: Record<string, { x: number[] }> }[]

const fragments = ({ text }: LivePage) => text.split('hx-target="#run-progress"').length - 1

/** Reads of the run's state, one for each message. */
async function readsOf(work: () => Promise<unknown>): Promise<number> {
  const queries = await queriesOf(work)
  return queries.filter(({ sql }) => sql.includes('as stored_status')).length
}

test.group('Live pages of a run', (group) => {
  let visitor: Visitor
  let runId: number

  group.setup(async () => {
    visitor = await administrator()
    ;({ runId } = await plantRun({ status: 'running', episodes: 60, done: 40 }))
  })

  test('twenty pages cost the database no more than one', async ({ assert }) => {
    const pages = await Promise.all(
      Array.from({ length: 20 }, () => openPage(visitor, `/runs/${runId}/live`))
    )
    await until(() => pages.every((page) => fragments(page) > 0))
    const before = pages.map(fragments)
    const reads = await readsOf(async () => {
      await announce(db.connection(), { topic: runTopic(runId), kind: 'progress' })
      await until(() => pages.every((page, k) => fragments(page) > before[k]!))
    })
    for (const { request } of pages) request.destroy()
    // one for the announcement, and perhaps one that a quiet page is told by
    assert.isAtMost(reads, 2)
  }).timeout(30_000)

  test('a page is told the points that it does not show yet, whoever else looks', async ({
    assert,
  }) => {
    const usual = await openPage(visitor, `/runs/${runId}/live?after=40&begun=1`)
    const late = await openPage(visitor, `/runs/${runId}/live?after=10&begun=1`)
    await until(() => late.text.includes('event: points'))
    const [, points] = /event: points\ndata: (.+)\n/.exec(late.text)!
    const learning = (
      JSON.parse(points!) as { figure: string; series: { validation?: { x: number[] } } }[]
    ).find(({ figure }) => figure === 'learning')
    assert.deepEqual(learning?.series.validation?.x, [20, 30, 40])
    assert.notInclude(usual.text, 'event: points')
    for (const { request } of [usual, late]) request.destroy()
  }).timeout(30_000)

  test('a page that was cut off is told what came after its last message, and nothing before', async ({
    assert,
  }) => {
    const query = '?after=10&begun=1'
    const first = await openPage(visitor, `/runs/${runId}/live${query}`)
    await until(() => /^id: after=39&/m.test(first.text))
    first.request.destroy()
    const [, position] = [...first.text.matchAll(/^id: (.+)$/gm)].at(-1)!
    const back = await openPage(visitor, `/runs/${runId}/live${query}`, position)
    await until(() => /^event: points$/m.test(back.text) || fragments(back) > 2)
    const told = [...back.text.matchAll(/^event: points\ndata: (.+)$/gm)].map(
      ([, data]) => JSON.parse(data!) as Appended
    )
    back.request.destroy()
    const beyond = told.flat().flatMap(({ series }) => Object.values(series).flatMap(({ x }) => x))
    // the last episode again: its validation might have come after it
    assert.deepEqual([...new Set(beyond)], [40])
    assert.notInclude(back.text, 'id="learning"')
    assert.notInclude(back.text, 'id="equity"')
  }).timeout(30_000)

  test('all pages of a run are told of its end, and a page that comes then too', async ({
    assert,
  }) => {
    const pages = await Promise.all(
      [1, 2, 3].map(() => openPage(visitor, `/runs/${runId}/live?after=40`))
    )
    await until(() => pages.every((page) => fragments(page) > 0))
    await db.from('training_runs').where('run_id', runId).update({ status: 'completed' })
    await announce(db.connection(), { topic: runTopic(runId), kind: 'status' })
    await until(() => pages.every(({ text }) => text.includes('event: finished')))
    for (const { text } of pages) assert.include(text, 'event: finished\ndata: completed\n')
    for (const { request } of pages) request.destroy()
    const after = await openPage(visitor, `/runs/${runId}/live`, 'after=39&latest=0&best=0')
    await until(() => after.text.includes('event: finished\ndata: completed\n'))
    after.request.destroy()
  }).timeout(30_000)
})

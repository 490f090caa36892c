import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { once } from 'node:events'
import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { announce } from '#live/announce'
import { runTopic } from '#live/topics'
import type { Visitor } from '#services/bench/pages/visitor'
import env from '#start/env'
import { plantRun } from '#tests/functional/pages/planted_run'
import { queriesOf } from './query_log.js'
import { administrator } from './seeded.js'

/** One open live page: all that it was sent so far. */
interface LivePage {
  readonly request: ClientRequest
  text: string
}

async function openPage(visitor: Visitor, runId: number, query = ''): Promise<LivePage> {
  const url = `${env.get('APP_URL')}/runs/${runId}/live${query}`
  const request = get(url, { headers: visitor.headers, agent: false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const page: LivePage = { request, text: '' }
  request.on('error', () => undefined) // closed by the test
  response.on('error', () => undefined)
  response.on('data', (chunk: Buffer) => (page.text += chunk.toString()))
  return page
}

async function until(isMet: () => boolean): Promise<void> {
  while (!isMet()) await sleep(20)
}

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
    const pages = await Promise.all(Array.from({ length: 20 }, () => openPage(visitor, runId)))
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
    const usual = await openPage(visitor, runId, '?after=40&begun=1')
    const late = await openPage(visitor, runId, '?after=10&begun=1')
    await until(() => late.text.includes('event: points'))
    const [, points] = /event: points\ndata: (.+)\n/.exec(late.text)!
    const learning = (
      JSON.parse(points!) as { figure: string; series: { validation?: { x: number[] } } }[]
    ).find(({ figure }) => figure === 'learning')
    assert.deepEqual(learning?.series.validation?.x, [20, 30, 40])
    assert.notInclude(usual.text, 'event: points')
    for (const { request } of [usual, late]) request.destroy()
  }).timeout(30_000)

  test('all pages of a run are told of its end, and a page that comes then too', async ({
    assert,
  }) => {
    const pages = await Promise.all([1, 2, 3].map(() => openPage(visitor, runId, '?after=40')))
    await until(() => pages.every((page) => fragments(page) > 0))
    await db.from('training_runs').where('run_id', runId).update({ status: 'completed' })
    await announce(db.connection(), { topic: runTopic(runId), kind: 'status' })
    await until(() => pages.every(({ text }) => text.includes('event: finished')))
    for (const { text } of pages) assert.include(text, 'event: finished\ndata: completed\n')
    for (const { request } of pages) request.destroy()
    const after = await openPage(visitor, runId)
    await until(() => fragments(after) > 0)
    after.request.destroy()
  }).timeout(30_000)
})

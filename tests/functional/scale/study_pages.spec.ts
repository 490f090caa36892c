import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { once } from 'node:events'
import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { announce } from '#live/announce'
import { studyTopic } from '#live/topics'
import { seedStudy } from '#services/bench/seed/seed_study'
import type { Visitor } from '#services/bench/pages/visitor'
import env from '#start/env'
import { plantRun } from '#tests/functional/pages/planted_run'
import { planOf } from './planned_query.js'
import { queriesOf, type LoggedQuery } from './query_log.js'
import { administrator } from './seeded.js'

const LARGE = ['study_trials', 'study_events', 'study_segments', 'experiments', 'training_runs']
/** More rows than a page has are not sorted for it. */
const MOST_SORTED = 500

interface LivePage {
  readonly request: ClientRequest
  text: string
}

async function openPage(visitor: Visitor, studyId: number): Promise<LivePage> {
  const url = `${env.get('APP_URL')}/studies/${studyId}/live`
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

const fragments = ({ text }: LivePage) => text.split('hx-target="#study-progress"').length - 1

test.group('Pages of a large study', (group) => {
  let visitor: Visitor
  let studyId: number

  group.setup(async () => {
    visitor = await administrator()
    const { datasetId } = await plantRun()
    // a small one first, so that not every row is of the study that is asked for
    await seedStudy(datasetId, 300)
    studyId = await seedStudy(datasetId, 3000)
    await db.rawQuery('analyze study_trials, study_events, study_segments')
  })

  test('no order, page or filter of the trials reads or sorts a whole table', async ({
    assert,
  }) => {
    const first = await visitor.get(`/studies/${studyId}`)
    const [, next] = /\?after=([^"&]+)"[^>]*rel="next"/.exec(first.body)!
    const asked = ['', `?after=${next}`]
    for (const key of ['id', 'value', 'rung']) asked.push(`?sort=${key}`, `?sort=-${key}`)
    asked.push('?status=failed,completed&sort=id', '?rung=2')
    const queries = new Map<string, LoggedQuery>()
    for (const query of asked) {
      for (const each of await queriesOf(() => visitor.get(`/studies/${studyId}${query}`))) {
        if (/^\s*select/i.test(each.sql)) queries.set(each.sql, each)
      }
    }
    assert.isAbove(queries.size, 12)
    for (const query of queries.values()) {
      const scans = (await planOf(query, false)).filter(
        (node) => node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name'] ?? '')
      )
      assert.isEmpty(scans, query.sql)
      const sorts = (await planOf(query, true)).filter(
        (node) => /Sort/.test(node['Node Type']) && node['Plan Rows'] > MOST_SORTED
      )
      assert.isEmpty(sorts, query.sql)
    }
  }).timeout(60_000)

  test('an order that no index has reads the trials of its own study alone', async ({ assert }) => {
    for (const key of ['agent.gamma', '-agent.double', 'seconds', '-worker']) {
      const queries = await queriesOf(() => visitor.get(`/studies/${studyId}?sort=${key}`))
      const table = queries.find(({ sql }) => sql.includes('as sort_value'))!
      const nodes = await planOf(table, false)
      assert.isEmpty(
        nodes.filter((node) => node['Node Type'] === 'Seq Scan'),
        table.sql
      )
      assert.isTrue(
        nodes.every((node) => node['Plan Rows'] <= 3000),
        table.sql
      )
    }
  })

  test('the page with the table of trials reads of the log its last line at most', async ({
    assert,
  }) => {
    const large = await queriesOf(() => visitor.get(`/studies/${studyId}`))
    const log = large.filter(({ sql }) => sql.includes('study_events'))
    assert.isAtMost(log.length, 1)
    for (const { sql } of log) {
      assert.match(sql, /from study_events where study_id = \S+ order by number desc limit 1\)/)
    }
    assert.isBelow(large.length, 20)
  })

  test('plots are analysed once for all who ask, until something happens', async ({ assert }) => {
    const reads = async () => {
      const queries = await queriesOf(() => visitor.get(`/studies/${studyId}/plots`))
      return queries.filter(({ sql }) => sql.includes('json_agg(rung)')).length
    }
    assert.deepEqual([await reads(), await reads()], [1, 0])
    await db.from('studies').where('study_id', studyId).increment('event_count', 1)
    assert.equal(await reads(), 1)
  })

  test('plots are drawn once for all pages that follow, and not for every decision', async ({
    assert,
  }) => {
    const { event_count: events } = await db
      .from('studies')
      .where('study_id', studyId)
      .firstOrFail()
    const follow = (since: number) => visitor.get(`/studies/${studyId}/plots?since=${since}`)
    const queries = await queriesOf(async () => {
      const pages = await Promise.all(Array.from({ length: 10 }, () => follow(events - 1)))
      for (const { body } of pages) assert.include(body, `data-events="${events}"`)
      assert.lengthOf(new Set(pages.map(({ body }) => body)), 1)
    })
    assert.lengthOf(
      queries.filter(({ sql }) => sql.includes('from study_segments')),
      1
    )
    // a decision within the rest is not drawn yet
    await db.from('studies').where('study_id', studyId).increment('event_count', 1)
    assert.equal((await follow(events)).body, '')
  })

  test('twenty open pages cost the database no more than one, and all hear of the end', async ({
    assert,
  }) => {
    await db.from('studies').where('study_id', studyId).update({ status: 'running' })
    const pages = await Promise.all(Array.from({ length: 20 }, () => openPage(visitor, studyId)))
    await until(() => pages.every((page) => fragments(page) > 0))
    const before = pages.map(fragments)
    const queries = await queriesOf(async () => {
      // a burst is told once
      for (let k = 0; k < 10; k++) {
        await announce(db.connection(), { topic: studyTopic(studyId), kind: 'progress' })
      }
      await until(() => pages.every((page, k) => fragments(page) > before[k]!))
    })
    const reads = queries.filter(({ sql }) => sql.includes("plan - 'warmStart'"))
    assert.isAtMost(reads.length, 2)
    // by which a page says how much has happened since its plots were drawn
    const { event_count: events } = await db
      .from('studies')
      .where('study_id', studyId)
      .firstOrFail()
    for (const { text } of pages) assert.include(text, `data-events="${events}"`)
    await db.from('studies').where('study_id', studyId).update({ status: 'completed' })
    await announce(db.connection(), { topic: studyTopic(studyId), kind: 'status' })
    await until(() => pages.every(({ text }) => text.includes('event: finished')))
    for (const { request } of pages) request.destroy()
  }).timeout(30_000)
})

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { once } from 'node:events'
import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { announce } from '#live/announce'
import { RUNS_TOPIC } from '#live/topics'
import type { Visitor } from '#services/bench/pages/visitor'
import env from '#start/env'
import { plantRun } from '#tests/functional/pages/planted_run'
import { queriesOf } from './query_log.js'
import { administrator } from './seeded.js'

interface LivePage {
  readonly request: ClientRequest
  text: string
}

async function openPage(visitor: Visitor, path: string): Promise<LivePage> {
  const request = get(`${env.get('APP_URL')}${path}`, { headers: visitor.headers, agent: false })
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

const told = ({ text }: LivePage, target: string) => text.split(`hx-target="#${target}"`).length - 1

test.group('Live pages that many look at', (group) => {
  let visitor: Visitor

  group.setup(async () => {
    visitor = await administrator()
    await plantRun({ status: 'running', episodes: 20, done: 10 })
  })

  for (const [path, target, sql] of [
    ['/jobs/live', 'jobs', "from reruns a where a.status = 'running'"],
    ['/overview/live', 'running', 'as "secondsLeft"'],
  ] as const) {
    test(`twenty pages of ${path} cost the database no more than one, and are told alike`, async ({
      assert,
    }) => {
      const pages = await Promise.all(Array.from({ length: 20 }, () => openPage(visitor, path)))
      await until(() => pages.every((page) => told(page, target) > 0))
      const before = pages.map((page) => told(page, target))
      const queries = await queriesOf(async () => {
        await announce(db.connection(), { topic: RUNS_TOPIC, kind: 'status' })
        await until(() => pages.every((page, k) => told(page, target) > before[k]!))
      })
      for (const { request } of pages) request.destroy()
      // one for the announcement, and perhaps one that a quiet page is told by
      assert.isAtMost(queries.filter((query) => query.sql.includes(sql)).length, 2)
      for (const { text } of pages) assert.notInclude(text, '_csrf')
    }).timeout(30_000)
  }
})

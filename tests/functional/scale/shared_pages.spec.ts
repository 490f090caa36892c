import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { announce } from '#live/announce'
import { experimentTopic, RUNS_TOPIC } from '#live/topics'
import type { Visitor } from '#services/bench/pages/visitor'
import Reruns from '#services/reruns/reruns'
import { plantRun } from '#tests/functional/pages/planted_run'
import { openPage, until, type LivePage } from './live_page.js'
import { queriesOf } from './query_log.js'
import { administrator } from './seeded.js'

const told = ({ text }: LivePage, target: string) => text.split(`hx-target="#${target}"`).length - 1

test.group('Live pages that many look at', (group) => {
  let visitor: Visitor

  let experimentId: number
  const seeds = () => db.from('training_runs').where('experiment_id', experimentId)

  group.setup(async () => {
    visitor = await administrator()
    ;({ experimentId } = await plantRun({ status: 'running', episodes: 20, done: 10 }))
  })

  test('pages of an experiment are told where its seeds are, and that they have ended', async ({
    assert,
  }) => {
    const live = `/experiments/${experimentId}/live`
    const pages = await Promise.all([1, 2].map(() => openPage(visitor, live)))
    await until(() => pages.every(({ text }) => text.includes('10 of 20')))
    await seeds().update({ episodes_done: 12 })
    await announce(db.connection(), { topic: experimentTopic(experimentId), kind: 'status' })
    await until(() => pages.every(({ text }) => text.includes('12 of 20')))
    await seeds().update({ status: 'cancelled' })
    await announce(db.connection(), { topic: experimentTopic(experimentId), kind: 'status' })
    await until(() => pages.every(({ text }) => text.includes('event: finished\ndata: cancelled')))
    for (const { request, text } of pages) {
      request.destroy()
      assert.notInclude(text, '_csrf')
    }
    await seeds().update({ status: 'running' })
  }).timeout(30_000)

  for (const [path, target, sql] of [
    ['/jobs/live', 'jobs', "'rerun' as kind"],
    ['/overview/live', 'running', 'as "secondsLeft"'],
  ] as const) {
    test(`twenty pages of ${path} cost the database no more than one, and are told alike`, async ({
      assert,
    }) => {
      const pages = await Promise.all(Array.from({ length: 20 }, () => openPage(visitor, path)))
      await until(() => pages.every((page) => told(page, target) > 0))
      const before = pages.map((page) => told(page, target))
      const queries = await queriesOf(async () => {
        // what is as it was is not told again
        await seeds().increment('episodes_done', 1)
        await announce(db.connection(), { topic: RUNS_TOPIC, kind: 'status' })
        await until(() => pages.every((page, k) => told(page, target) > before[k]!))
      })
      for (const { request } of pages) request.destroy()
      // one for the announcement, and perhaps one that a quiet page is told by
      assert.isAtMost(queries.filter((query) => query.sql.includes(sql)).length, 2)
      for (const { text } of pages) assert.notInclude(text, '_csrf')
    }).timeout(30_000)
  }

  test('pages of a rerun are told how far it is and that it has ended, none of a form of others', async ({
    assert,
  }) => {
    const { runId } = await plantRun({ episodes: 20 })
    const weights = { weights_sha256: 'a'.repeat(64) }
    await db.from('training_runs').where('run_id', runId).update(weights)
    const reruns = await app.container.make(Reruns)
    const actor = { userId: null, person: 'test', route: 'command', address: null } as const
    const rerunId = await reruns.reproduce(runId, actor)
    const target = `rerun-${rerunId}-state`
    const pages = await Promise.all([1, 2].map(() => openPage(visitor, `/reruns/${rerunId}/live`)))
    await until(() => pages.every((page) => told(page, target) > 0))
    await reruns.cancel(rerunId, actor)
    await until(() => pages.every(({ text }) => text.includes('event: finished')))
    for (const { request, text } of pages) {
      request.destroy()
      assert.include(text, 'it waits for one')
      assert.include(text, 'event: finished\ndata: cancelled\n')
      assert.notInclude(text, '_csrf')
    }
  }).timeout(30_000)
})

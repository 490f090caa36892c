import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { announce } from '#live/announce'
import { runTopic } from '#live/topics'
import User from '#models/user'
import { announceEvent } from '#services/notifications/announce_event'
import { Queue } from '#services/queue'
import type { ChartAppend, ChartSpec } from '#transformers/charts/chart_spec'
import { plantRun } from '#tests/functional/pages/planted_run'
import { appended } from '../../../resources/js/charts/append.ts'
import { LiveSource } from './live_source.js'
import { freePort, server as serverProcess, untilReady } from './processes.js'
import { proxyTo } from './proxy.js'
import * as visitors from './rolling_visitors.js'

const PASSWORD = 'correct horse battery'
const PLANTED = 10
const MOST_EPISODES = 200

/** An episode more of the run, as training stores it, and a word to browsers about it. */
async function storeEpisode(runId: number, number: number): Promise<void> {
  const [{ episode_id: _, ...last }] = (await db
    .from('episodes')
    .where({ run_id: runId, kind: 'training' })
    .orderBy('number', 'desc')
    .limit(1)) as [{ episode_id: number; sequence: number }]
  const sequence = last.sequence + 10
  const external = `${runId}-${sequence}`
  const next = { ...last, number, sequence, external_episode_id: external, recorded_at: new Date() }
  await db.table('episodes').insert(next)
  await db
    .from('training_runs')
    .where('run_id', runId)
    .update({ episodes_done: number, heartbeat_at: new Date() })
  await announce(db.connection(), { topic: runTopic(runId), kind: 'episodes' })
  const queue = await app.container.make(Queue)
  const facts = { event: 'run.completed', text: `Told ${number}`, path: '/', subject: {} } as const
  await db.transaction((trx) => announceEvent(trx, queue, facts))
}

/** The episodes that a browser's chart shows after all that its page heard. */
function episodesDrawn({ heard }: LiveSource): readonly number[] {
  const drawn = Array.from({ length: PLANTED - 1 }, (_, k) => k + 1)
  const line = { key: 'epsilon', label: '', kind: 'line', color: 'c1' } as const
  const pane = { key: 'epsilon', label: '', format: 'plain', height: 'h84' } as const
  const start: ChartSpec = {
    x: { kind: 'number', label: '', values: [], min: 0, max: MOST_EPISODES },
    panes: [{ ...pane, series: [{ ...line, x: drawn, y: drawn }] }],
  }
  const end = heard
    .filter(({ event }) => event === 'points')
    .flatMap(({ data }) => JSON.parse(data) as ChartAppend[])
    .filter(({ figure }) => figure === 'epsilon')
    .reduce(appended, start)
  return end.panes[0]!.series[0]!.x!
}

/** What a browser was told, each event once: by its number it leaves out what it knows. */
function toldTo({ heard }: LiveSource): string[] {
  const told = heard
    .filter(({ event }) => event === 'told')
    .map(({ data }) => JSON.parse(data) as { id: number; text: string })
  return [...new Map(told.map(({ id, text }) => [id, text])).values()]
}

test.group('Rolling restart', () => {
  test('two servers on one database, restarted one after the other, fail no request, do none twice and keep live pages whole', async ({
    assert,
    cleanup,
  }) => {
    const ports = [await freePort(), await freePort()]
    const start = async (port: number) => {
      const child = serverProcess({ PORT: String(port), WORK_QUEUES: 'false' })
      await untilReady(child, port)
      return child
    }
    const servers = await Promise.all(ports.map(start))
    const proxy = await proxyTo(ports)
    cleanup(() => {
      proxy.close()
      for (const child of servers) child.kill('SIGKILL')
    })
    const email = 'ada@example.com'
    const ada = await User.create({ email, password: PASSWORD, role: 'researcher' })
    const token = (await User.accessTokens.create(ada, ['*'])).value!.release()
    const { runId } = await plantRun({ status: 'running', episodes: MOST_EPISODES, done: PLANTED })

    let isOver = false
    const tally = new visitors.Tally()
    const { url } = proxy
    const asking = { url, email, password: PASSWORD, token, runId, tally, isOver: () => isOver }
    const { headers } = await visitors.signedIn(asking)
    const page = new LiveSource(`${url}/runs/${runId}/live?after=${PLANTED - 1}`, headers)
    const notices = new LiveSource(`${url}/events`, headers)
    const listening = [page.listen(), notices.listen()]
    const { readSignedOut, readPages, readApi, postForms, create } = visitors
    const asks = [readSignedOut, readPages, readApi, postForms, create].map((ask) => ask(asking))
    let episodes = PLANTED
    const train = async () => {
      while (!isOver && episodes < MOST_EPISODES) {
        await storeEpisode(runId, ++episodes)
        await sleep(100)
      }
    }
    await sleep(1000)
    const training = train()
    for (const [k, port] of ports.entries()) {
      servers[k].kill('SIGTERM')
      const [code] = (await once(servers[k], 'close')) as [number]
      assert.equal(code, 0)
      servers[k] = await start(port)
      await sleep(1000)
    }
    isOver = true
    await Promise.all([training, ...asks])
    for (let looks = 0; episodesDrawn(page).at(-1) !== episodes && looks < 500; looks++) {
      await sleep(20)
    }
    for (const source of [page, notices]) source.close()
    await Promise.all(listening)

    assert.deepEqual(tally.statuses, {
      ...{ 'signed out': [200], page: [200], api: [200], form: [302], creation: [201] },
    })
    for (const kind of ['signed out', 'page', 'api']) assert.isAbove(tally.times(kind, 200), 20)
    // each change was made once: none lost, none sent twice
    const notes = tally.times('form', 302)
    const creations = tally.times('creation', 201)
    assert.isAbove(notes, 20)
    assert.isAbove(creations, 20)
    const [{ n: audited }] = await db.from('audit_events').where('act', 'run.note').count('* as n')
    assert.equal(Number(audited), notes)
    const { notes: last } = await db.from('training_runs').where('run_id', runId).firstOrFail()
    assert.equal(last, `note ${notes}`)
    const [{ n: saved }] = await db.from('saved_presets').count('* as n')
    assert.equal(Number(saved), creations)
    // both streams were cut at least once, and always taken up
    for (const { statuses } of [page, notices]) {
      assert.isAtLeast(statuses.length, 2)
      assert.deepEqual([...new Set(statuses)], [200])
    }
    const all = Array.from({ length: episodes }, (_, k) => k + 1)
    assert.deepEqual(episodesDrawn(page), all)
    assert.deepEqual(
      toldTo(notices),
      all.slice(PLANTED).map((number) => `Told ${number}`)
    )
  }).timeout(120_000)
})

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { deliver } from '#services/notifications/deliver'
import { announceEvent } from '#services/notifications/announce_event'
import { addWebhook, testWebhook, type NewWebhook } from '#services/notifications/webhooks'
import { keepServedAddress } from '#services/settings/served_address'
import { Queue } from '#services/queue'
import { trainedExperiment, workingHere } from '#tests/functional/evaluation/fixture'
import { ACTOR, until } from '#tests/functional/training/fixture'

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A receiver on this machine; `answer` gives the status of each request in turn. */
async function receiver(answer: (nth: number) => number | null) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const status = answer(received.push({ headers: request.headers, body }))
    if (status !== null) response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { received, url: `http://127.0.0.1:${port}/hook`, close }
}

function hook(url: string, changes: Partial<NewWebhook> = {}): Promise<string> {
  const events = ['run.completed', 'run.failed', 'evaluation.completed'] as const
  return addWebhook({ name: 'hook', url, format: 'generic', events, ...changes }, ACTOR)
}

/** A queued delivery that no worker takes. */
async function queuedDelivery(): Promise<number> {
  const queue = await app.container.make(Queue)
  const { webhook_id: id } = await db.from('webhooks').orderBy('webhook_id', 'desc').firstOrFail()
  await testWebhook(id, ACTOR, queue)
  const row = await db
    .from('webhook_deliveries')
    .orderBy('webhook_delivery_id', 'desc')
    .firstOrFail()
  return row.webhook_delivery_id
}

async function delivery(id: number) {
  return db.from('webhook_deliveries').where('webhook_delivery_id', id).firstOrFail()
}

/** As a server there keeps it at its start; this process has another one. */
const SERVED = 'https://trading.example.com'

test.group('Webhooks', (group) => {
  group.each.setup(async () => {
    await db.from('webhooks').delete()
    await keepServedAddress(SERVED)
  })

  test('a run’s end is told, with a signature that the secret proves', async ({
    assert,
    cleanup,
  }) => {
    const { received, url, close } = await receiver(() => 204)
    cleanup(close)
    const secret = await hook(url)
    const { stop } = await workingHere()
    cleanup(stop)
    const { runIds } = await trainedExperiment({}, [1])
    await until(async () => (received.length > 0 ? true : null))
    const [{ headers, body }] = received
    const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(
      String(headers['x-rsc-signature'])
    )!
    const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
    assert.equal(given, expected)
    const told = JSON.parse(body)
    assert.containsSubset(told, { event: 'run.completed', subject: { run_id: runIds[0], seed: 1 } })
    // not the address of the process that worked, as a worker elsewhere is
    assert.equal(told.url, `${SERVED}/runs/${runIds[0]}`)
    assert.notInclude(JSON.stringify(await db.from('webhooks').firstOrFail()), secret)
  }).timeout(60_000)

  test('what the receiver cannot take now is tried again, and then delivered once', async ({
    assert,
    cleanup,
  }) => {
    const { received, url, close } = await receiver((nth) => (nth === 1 ? 500 : 200))
    cleanup(close)
    await hook(url)
    const id = await queuedDelivery()
    await assert.rejects(() => deliver(id), /it answered 500/)
    assert.containsSubset(await delivery(id), { status: 'queued', attempts: 1, http_status: 500 })
    await deliver(id)
    await deliver(id) // a second job of the same delivery
    assert.containsSubset(await delivery(id), { status: 'delivered', attempts: 2 })
    assert.lengthOf(received, 2)
  })

  test('a receiver that refuses is not asked again', async ({ assert, cleanup }) => {
    const { received, url, close } = await receiver(() => 404)
    cleanup(close)
    await hook(url)
    const id = await queuedDelivery()
    await deliver(id)
    await deliver(id)
    assert.containsSubset(await delivery(id), { status: 'failed', error: 'it answered 404' })
    assert.lengthOf(received, 1)
  })

  test('after eight tries a delivery has failed', async ({ assert }) => {
    await hook('http://127.0.0.1:9/closed')
    const id = await queuedDelivery()
    await db.from('webhook_deliveries').where('webhook_delivery_id', id).update({ attempts: 7 })
    await deliver(id)
    const { status, attempts, error } = await delivery(id)
    assert.deepEqual([status, attempts], ['failed', 8])
    assert.match(error, /bad port|ECONNREFUSED/)
  })

  test('no redirect is followed, and no link-local address is asked', async ({
    assert,
    cleanup,
  }) => {
    const { received, url, close } = await receiver(() => 302)
    cleanup(close)
    await hook(url)
    const id = await queuedDelivery()
    await deliver(id)
    assert.lengthOf(received, 1)
    assert.equal((await delivery(id)).status, 'failed')
    await hook('http://169.254.169.254/latest/meta-data')
    const refused = await queuedDelivery()
    await assert.rejects(() => deliver(refused), /which no webhook may reach/)
  })

  test('Slack gets a text with a link', async ({ assert, cleanup }) => {
    const { received, url, close } = await receiver(() => 200)
    cleanup(close)
    await hook(url, { format: 'slack' })
    await deliver(await queuedDelivery())
    assert.deepEqual(JSON.parse(received[0].body), {
      text: `A test: deliveries arrive. ${SERVED}/`,
    })
  })

  test('a name that is markup of Slack arrives as it is written', async ({ assert, cleanup }) => {
    const { received, url, close } = await receiver(() => 200)
    cleanup(close)
    await hook(url, { format: 'slack' })
    const id = await queuedDelivery()
    const payload = { event: 'test', text: '<!channel> & co', path: '/', subject: {} }
    const query = db.from('webhook_deliveries').where('webhook_delivery_id', id)
    await query.update({ payload: JSON.stringify(payload) })
    await deliver(id)
    assert.equal(JSON.parse(received[0].body).text, `&lt;!channel&gt; &amp; co ${SERVED}/`)
  })

  test('nothing is sent that cannot be signed: the delivery fails and says why', async ({
    assert,
    cleanup,
  }) => {
    const { received, url, close } = await receiver(() => 200)
    cleanup(close)
    await hook(url)
    const id = await queuedDelivery()
    await db.from('webhooks').update({ secret: 'encrypted with another key' })
    await deliver(id)
    const { status, error } = await delivery(id)
    assert.equal(status, 'failed')
    assert.match(error, /another APP_KEY/)
    assert.isEmpty(received)
  })

  test('what is rolled back is told to nobody', async ({ assert }) => {
    await hook('http://127.0.0.1:9/')
    const queue = await app.container.make(Queue)
    await queue.start()
    const facts = { event: 'run.failed', text: 'x', path: '/', subject: {} } as const
    await assert.rejects(() =>
      db.transaction(async (trx) => {
        await announceEvent(trx, queue, facts)
        throw new Error('undone')
      })
    )
    assert.isNull(await db.from('webhook_deliveries').first())
  })
})

import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import User, { type Role } from '#models/user'
import { MAIL_QUEUE, Queue } from '#services/queue'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun } from '#tests/functional/pages/planted_run'

test.group('Front page', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await db.from('experiments').delete()
    await db.from('datasets').delete()
  })

  async function seenBy(client: ApiClient, role: Role): Promise<string> {
    const email = `${role}@example.com`
    const known = await User.findBy('email', email)
    const user = known ?? (await User.create({ email, password: 'correct horse battery', role }))
    return (await client.get('/').loginAs(user)).text().replaceAll(/\s+/g, ' ')
  }

  test('the first steps lead from data over a run to an evaluation, and are gone then', async ({
    assert,
    client,
  }) => {
    const before = await seenBy(client, 'researcher')
    assert.include(before, 'href="/datasets/new?source=sample">Use sample data')
    assert.notInclude(before, 'btn small primary" href="/evaluations/new"')
    assert.notInclude(await seenBy(client, 'viewer'), 'Use sample data')
    const planted = await plantRun({ episodes: 20 })
    const trained = await seenBy(client, 'researcher')
    assert.include(trained, '1 run launched')
    assert.include(trained, 'btn small primary" href="/evaluations/new"')
    await plantEvaluation({ ...planted, range: 'validation' })
    assert.notInclude(await seenBy(client, 'researcher'), '3 · Evaluate')
  })

  test('without anything that failed, is lost or waits for a worker, nothing needs one', async ({
    assert,
    client,
  }) => {
    await db.from('workers').delete()
    assert.include(await seenBy(client, 'viewer'), 'Queued jobs wait until one is alive.')
    await db.table('workers').insert({
      ...{ host: 'a', process_id: 1, role: 'worker', version: '0.1.0', cores: 1, threads: 1 },
      ...{ fingerprints: '[]', started_at: new Date(), heartbeat_at: new Date() },
    })
    await db.from('studies').delete()
    assert.include(await seenBy(client, 'viewer'), 'Nothing needs you.')
    const { runId } = await plantRun({ episodes: 20 })
    const failed = { status: 'failed', end_time: new Date(), error_message: 'The loss is NaN.' }
    await db.from('training_runs').where('run_id', runId).update(failed)
    assert.match(
      await seenBy(client, 'viewer'),
      new RegExp(`href="/runs/${runId}"[^<]*>[^<]*</a> The loss is NaN`)
    )
  })

  test('a lost run has neither speed nor time left: nobody trains it', async ({
    assert,
    client,
  }) => {
    const { runId } = await plantRun({ episodes: 20, status: 'running' })
    const one = () => db.from('training_runs').where('run_id', runId)
    await one().update({ seconds: 50, env_steps_per_second: 1000, heartbeat_at: new Date() })
    const row = async () =>
      (await seenBy(client, 'viewer')).split(`<tr id="run-${runId}"`)[1]!.split('</tr>')[0]!
    assert.notInclude(await row(), 'Nobody trains it now.')
    await one().update({ heartbeat_at: new Date(0) })
    const lost = await row()
    assert.lengthOf(lost.match(/<span class="sr"> Nobody trains it now\.<\/span>/g)!, 2)
  })

  test('a letter that nobody sends is shown to administrators', async ({ assert, client }) => {
    const queue = await app.container.make(Queue)
    await queue.start()
    await db.transaction((trx) => queue.send(MAIL_QUEUE, [{ letter: '' }], trx))
    assert.notInclude(await seenBy(client, 'admin'), 'Letters that did not leave')
    const letters = () => db.from('pgboss.job').where('name', MAIL_QUEUE)
    await letters().update({ created_on: new Date(Date.now() - 11 * 60_000) })
    assert.include(
      await seenBy(client, 'admin'),
      'Letters that did not leave</a> 1 given up within a day or waiting for over ten minutes: no server with SMTP_URL is running.'
    )
    assert.notInclude(await seenBy(client, 'researcher'), 'Letters that did not leave')
    const output = JSON.stringify({ message: '550 no such mailbox' })
    await letters().update({ state: 'failed', output, completed_on: new Date() })
    assert.include(await seenBy(client, 'admin'), 'over ten minutes: 550 no such mailbox.')
  })
})

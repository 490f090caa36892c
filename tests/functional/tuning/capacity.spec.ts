import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { freeCapacity } from '#services/tuning/capacity'

/** Adds a worker of the living, or of those silent for an hour. */
async function worker(threads: number, isAlive = true): Promise<void> {
  const since = new Date(Date.now() - (isAlive ? 0 : 3_600_000))
  await db.table('workers').insert({
    host: 'a',
    process_id: 1,
    role: 'worker',
    version: '1',
    cores: threads,
    threads,
    fingerprints: '{}',
    started_at: since,
    heartbeat_at: since,
  })
}

test.group('Trials at a time', (group) => {
  group.each.setup(() => testUtils.db().truncate())

  const room = (seeds: number) => db.transaction((trx) => freeCapacity(trx, seeds))

  test('one a thread of the living, and one in the queue', async ({ assert }) => {
    await worker(3)
    await worker(1)
    await worker(8, false)
    assert.equal(await room(1), 4 + 1)
  })

  test('of several seeds each takes a thread', async ({ assert }) => {
    await worker(4)
    assert.equal(await room(2), 2 + 1)
    assert.equal(await room(3), 2 + 1) // 4 / 3, up
  })

  test('one thread, or none yet, has one trial: its order is always the same', async ({
    assert,
  }) => {
    assert.equal(await room(1), 1)
    await worker(1)
    assert.equal(await room(1), 1)
  })
})

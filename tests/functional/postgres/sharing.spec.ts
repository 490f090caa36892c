import { test } from '@japa/runner'
import pg from 'pg'
import { acquirePostgres } from '#integrations/embedded_postgres/embedded_postgres'
import { hold } from './hold.js'
import { newFolder, serverOf } from './places.js'

/** First column of the last statement's first row. */
async function valueFrom(url: string | undefined, ...statements: string[]): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const results = []
  for (const sql of statements) results.push(await client.query(sql))
  await client.end()
  return Object.values(results.at(-1)!.rows[0])[0]
}

test.group('Embedded PostgreSQL: sharing', () => {
  test('processes of one folder share one server; the last one out stops it', async ({
    assert,
    cleanup,
  }) => {
    const folder = newFolder(cleanup)
    const first = await hold(folder)
    const second = await hold(folder)
    assert.equal(second.port, first.port)
    await first.leave()
    assert.equal(serverOf(folder)?.port, second.port)
    assert.equal(await valueFrom(second.said.url, 'select 41 + 1'), 42)
    await second.leave()
    assert.isNull(serverOf(folder))
  })

  test('of processes that start together on an empty folder one makes the cluster', async ({
    assert,
    cleanup,
  }) => {
    const folder = newFolder(cleanup)
    const holders = await Promise.all([hold(folder), hold(folder), hold(folder), hold(folder)])
    assert.deepEqual(
      holders.map(({ said }) => said.code),
      [undefined, undefined, undefined, undefined]
    )
    assert.equal(new Set(holders.map(({ port }) => port)).size, 1)
    await Promise.all(holders.map((holder) => holder.leave()))
    assert.isNull(serverOf(folder))
  })

  test('what is stored outlives the server', async ({ assert, cleanup }) => {
    const folder = newFolder(cleanup)
    const before = await hold(folder)
    await valueFrom(before.said.url, 'create table kept as select 7 as n', 'select 1')
    await before.leave()
    const after = await hold(folder)
    assert.equal(await valueFrom(after.said.url, 'select n from kept'), 7)
    await after.leave()
  })

  test('a server left behind by kill -9 is found and used, then stopped', async ({
    assert,
    cleanup,
  }) => {
    const folder = newFolder(cleanup)
    const killed = await hold(folder)
    await killed.kill()
    const orphan = serverOf(folder)
    assert.isNotNull(orphan)
    const next = await hold(folder)
    assert.equal(serverOf(folder)?.pid, orphan?.pid)
    await next.leave()
    assert.isNull(serverOf(folder))
  })

  test('a process may hold it twice', async ({ assert, cleanup }) => {
    const folder = newFolder(cleanup)
    const one = await acquirePostgres({ folder, durable: false })
    const two = await acquirePostgres({ folder, durable: false })
    await one.release()
    assert.equal(await valueFrom(two.url, 'select 1'), 1)
    await two.release()
    assert.isNull(serverOf(folder))
  })

  test('writes are synchronous unless a test asks for less', async ({ assert, cleanup }) => {
    const lease = await acquirePostgres({ folder: newFolder(cleanup), durable: true })
    assert.equal(await valueFrom(lease.url, 'show fsync'), 'on')
    assert.equal(await valueFrom(lease.url, 'show synchronous_commit'), 'on')
    await lease.release()
  })
})

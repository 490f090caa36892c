import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

test.group('Health', () => {
  test('the server says that it is up, without a session', async ({ client, assert }) => {
    const response = await client.get('/api/v1/health')
    response.assertStatus(200)
    assert.deepEqual(response.body(), { status: 'ok' })
  })

  test('ready means that the database answers and no migration is pending', async ({
    client,
    assert,
  }) => {
    const response = await client.get('/api/v1/ready')
    response.assertStatus(200)
    const expected = { status: 'ready', database: 'ok', pending_migrations: 0 }
    assert.deepEqual(response.body(), expected)
  })

  test('a pending migration is not ready: 503', async ({ client, assert, cleanup }) => {
    const [last] = await db.from('adonis_schema').orderBy('id', 'desc').limit(1)
    await db.from('adonis_schema').where('id', last.id).delete()
    cleanup(async () => void (await db.table('adonis_schema').insert(last)))
    const response = await client.get('/api/v1/ready')
    response.assertStatus(503)
    assert.equal(response.body().pending_migrations, 1)
  })

  test('a probe stores no session', async ({ client, assert }) => {
    const count = async () => Number((await db.from('sessions').count('* as n'))[0].n)
    const before = await count()
    await client.get('/api/v1/health')
    await client.get('/api/v1/ready')
    assert.equal(await count(), before)
  })
})

import { test } from '@japa/runner'

test.group('Health', () => {
  test('the server says that it is up, without a session', async ({ client, assert }) => {
    const response = await client.get('/api/v1/health')
    response.assertStatus(200)
    assert.deepEqual(response.body(), { status: 'ok' })
  })
})

import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { tokenOf } from './program.js'
import { offSchema } from './schemas.js'

const RUNS = '/api/v1/training/runs/'

test.group('Launching over the API', (group) => {
  let planted: PlantedRun
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 10 })
    token = await tokenOf('researcher')
  })

  const launch = (client: ApiClient, body: object, key?: string) => {
    const request = client.post(RUNS).bearerToken(token).json(body)
    return key === undefined ? request : request.header('Idempotency-Key', key)
  }
  const body = () => ({ datasets: [planted.datasetId], preset: 'quick', seeds: [4, 5] })
  const stored = async () => Number((await db.from('experiments').count('* as n'))[0].n)

  test('makes one run a seed, with the changed parameters, by path or by group', async ({
    client,
    assert,
  }) => {
    const set = { 'agent.gamma': 0.9, training: { episodes: 7 } }
    const response = await launch(client, { ...body(), set, name: 'Two seeds', notes: null })
    assert.equal(response.status(), 201, response.text())
    const answer = { status: 201, type: 'application/json', body: response.body() }
    assert.deepEqual(offSchema('runs.store', answer), [])
    const { runs } = response.body()
    assert.deepEqual(
      runs.map(({ seed, status }: { seed: number; status: string }) => [seed, status]),
      [
        [4, 'queued'],
        [5, 'queued'],
      ]
    )
    assert.equal(runs[0].parameters.agent.gamma, 0.9)
    assert.equal(runs[0].episodes_total, 7)
    assert.equal(runs[0].experiment_name, 'Two seeds')
  })

  test('tags are those of the experiment, each once, as a form would have them', async ({
    client,
    assert,
  }) => {
    const tags = ['momentum', 'to  check ', 'momentum', 'Übung']
    const response = await launch(client, { ...body(), tags })
    assert.equal(response.status(), 201, response.text())
    const { experiment_id: id } = response.body()
    const url = `/api/v1/experiments/${id}`
    const experiment = (await client.get(url).bearerToken(token)).body()
    assert.deepEqual(experiment.tags, ['momentum', 'to check', 'Übung'])
    const found = await client.get(`${RUNS}?tag=to%20check&fields=run_id`).bearerToken(token)
    assert.lengthOf(found.body().data, 2)
  })

  test('name, tags and notes of an experiment change, what is left out stays', async ({
    client,
    assert,
  }) => {
    const url = `/api/v1/experiments/${planted.experimentId}`
    const patch = async (change: object) =>
      (await client.patch(url).bearerToken(token).json(change)).body() as object
    const described = { name: 'Seen', tags: ['a b'], notes: 'Late.' }
    const first = await patch({ ...described, tags: ['a  b'] })
    assert.deepInclude(first, described)
    const answer = { status: 200, type: 'application/json', body: first }
    assert.deepEqual(offSchema('experiments.describe', answer), [])
    assert.deepInclude(await patch({ tags: [] }), { ...described, tags: [] })
    assert.deepInclude(await patch({ notes: '' }), { name: 'Seen', tags: [], notes: '' })
    const blank = await client.patch(url).bearerToken(token).json({ name: ' ' })
    assert.equal(blank.status(), 422)
  })

  test('the notes of a run change', async ({ client, assert }) => {
    const note = client.patch(`${RUNS}${planted.runId}`).bearerToken(token)
    const run = (await note.json({ notes: 'Late.' })).body() as { notes: string }
    assert.equal(run.notes, 'Late.')
    const answer = { status: 200, type: 'application/json', body: run }
    assert.deepEqual(offSchema('runs.note', answer), [])
  })

  test('what is no tag, and a name of blanks, are refused', async ({ client, assert }) => {
    for (const given of [
      { tags: ['a, b'] },
      { tags: ['<b>'] },
      { tags: ['x'.repeat(41)] },
      { tags: Array.from({ length: 21 }, (_, i) => `tag ${i}`) },
      { name: '  ' },
      { name: '' },
    ]) {
      const response = await launch(client, { ...body(), ...given })
      assert.equal(response.status(), 422, JSON.stringify(given))
    }
  })

  test('names each wrong value with its bound, and stores nothing', async ({ client, assert }) => {
    const before = await stored()
    const set = { 'agent.gamma': 2, 'agent.gama': 0.9 }
    const response = await launch(client, { datasets: [], set, seeds: [1, 1] })
    assert.equal(response.status(), 422)
    const { errors, title } = response.body()
    assert.match(title, /set\.agent\.gamma is 2, but must be a number from 0 to 0\.99999/)
    assert.match(title, /seeds is \[1,1\], but must have each only once/)
    assert.deepEqual(
      errors.map(({ path }: { path: string }) => path),
      ['datasets', 'set.agent.gamma', 'set.agent.gama', 'seeds']
    )
    assert.equal(await stored(), before)
  })

  test('rules between parameters are kept, too', async ({ client, assert }) => {
    const set = { 'features.macdFast': 30, 'features.macdSlow': 20 }
    const response = await launch(client, { ...body(), set })
    assert.equal(response.status(), 409) // each is allowed alone
    assert.equal(response.body().code, 'E_INVALID_PARAMETER')
  })

  test('the same request under one key is done once and answered alike', async ({
    client,
    assert,
  }) => {
    const before = await stored()
    const first = await launch(client, body(), 'one')
    const again = await launch(client, body(), 'one')
    assert.equal(again.status(), 201)
    assert.deepEqual(again.body(), first.body())
    assert.isUndefined(first.header('idempotency-replayed'))
    assert.equal(again.header('idempotency-replayed'), 'true')
    assert.equal(await stored(), before + 1)
  })

  test('another request under the key is refused', async ({ client, assert }) => {
    await launch(client, body(), 'one')
    const other = await launch(client, { ...body(), seeds: [6] }, 'one')
    assert.equal(other.status(), 409)
    assert.equal(other.body().code, 'E_IDEMPOTENCY_KEY_REUSED')
  })

  test('a failed request leaves its key free', async ({ client, assert }) => {
    const failed = await launch(client, { ...body(), datasets: [424242] }, 'one')
    assert.equal(failed.status(), 404)
    assert.equal((await launch(client, body(), 'one')).status(), 201)
  })

  test('the key of another person is another key', async ({ client, assert }) => {
    await launch(client, body(), 'one')
    token = await tokenOf('trader')
    const own = await launch(client, { ...body(), seeds: [6] }, 'one')
    assert.equal(own.status(), 201)
  })

  test('a request that was cut off in its middle leaves its outcome open', async ({
    client,
    assert,
  }) => {
    await launch(client, body(), 'one')
    await db.from('idempotency_keys').update({ status: null, answer: null })
    const again = await launch(client, body(), 'one')
    assert.equal(again.status(), 409)
    assert.equal(again.body().code, 'E_IDEMPOTENCY_KEY_IN_USE')
  })

  test('a key is forgotten after a day', async ({ client, assert }) => {
    await launch(client, body(), 'one')
    await db.rawQuery("update idempotency_keys set created_at = now() - interval '25 hours'")
    assert.equal((await launch(client, { ...body(), seeds: [6] }, 'one')).status(), 201)
  })

  test('a key with a space in it, or without a letter, is refused', async ({ client, assert }) => {
    for (const key of ['one two', '']) {
      const response = await launch(client, body(), key)
      assert.equal(response.status(), 422)
      assert.include(response.body().title, `Idempotency-Key is "${key}"`)
    }
  })

  test('a run is cancelled, resumed, cancelled and deleted', async ({ client, assert }) => {
    const { runs } = (await launch(client, { ...body(), seeds: [1] })).body()
    const url = `${RUNS}${runs[0].run_id}`
    const post = (verb: string) => client.post(`${url}/${verb}/`).bearerToken(token)
    assert.equal((await post('cancel')).body().status, 'cancelled')
    const twice = await post('cancel')
    assert.equal(twice.status(), 409)
    assert.equal(twice.body().code, 'E_RUN_STATUS')
    assert.equal((await post('resume')).body().status, 'queued')
    assert.equal((await client.delete(url).bearerToken(token)).status(), 409)
    await post('cancel')
    const gone = await client.delete(url).bearerToken(token)
    assert.equal(gone.status(), 204)
    assert.equal((await client.get(url).bearerToken(token)).status(), 404)
  })

  test('a session acts, too, with its CSRF token', async ({ client, assert }) => {
    const { default: User } = await import('#models/user')
    const user = await User.findByOrFail('role', 'researcher')
    const session = client.post(RUNS).json(body()).loginAs(user).withCsrfToken()
    assert.equal((await session).status(), 201)
    const forged = await client.post(RUNS).json(body()).loginAs(user)
    assert.equal(forged.status(), 403)
  })
})

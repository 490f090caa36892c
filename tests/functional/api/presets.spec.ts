import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { plantRun } from '#tests/functional/pages/planted_run'
import { tokenOf } from './program.js'
import { offSchema } from './schemas.js'

const PRESETS = '/api/v1/presets/'
const PATIENT = { name: 'Patient', preset: 'quick', set: { 'agent.gamma': 0.9 }, seeds: [4, 5] }

interface Preset {
  readonly preset_id: number
  readonly name: string
  readonly set: Readonly<Record<string, unknown>>
  readonly seeds: readonly number[]
}

test.group('Saved presets over the API', (group) => {
  let ada: string
  let grace: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    ada = await tokenOf('researcher')
    grace = await tokenOf('trader')
  })

  const save = (client: ApiClient, given: object = {}, token = ada) =>
    client
      .post(PRESETS)
      .bearerToken(token)
      .json({ ...PATIENT, ...given })
  const saved = async (client: ApiClient, given: object = {}, token = ada): Promise<Preset> =>
    (await save(client, given, token)).body() as Preset
  const names = async (client: ApiClient, token: string, query = '') => {
    const page = (await client.get(`${PRESETS}${query}`).bearerToken(token)).body() as {
      data: Preset[]
    }
    return page.data.map(({ name }) => name)
  }

  test('one is saved, and a launch starts from it by its name', async ({ client, assert }) => {
    const { datasetId } = await plantRun({ episodes: 10 })
    const response = await save(client)
    assert.equal(response.status(), 201, response.text())
    const answer = { status: 201, type: 'application/json', body: response.body() }
    assert.deepEqual(offSchema('presets.store', answer), [])
    const { set, seeds } = response.body() as Preset
    assert.deepEqual([set, seeds], [PATIENT.set, PATIENT.seeds])
    const launched = await client
      .post('/api/v1/training/runs/')
      .bearerToken(ada)
      .json({ datasets: [datasetId], preset: 'patient' })
    const { runs } = launched.body() as {
      runs: { seed: number; saved_preset: string; parameters: { agent: { gamma: number } } }[]
    }
    assert.deepEqual(
      runs.map((run) => [run.seed, run.saved_preset, run.parameters.agent.gamma]),
      [
        [4, 'Patient', 0.9],
        [5, 'Patient', 0.9],
      ]
    )
  })

  test('one saved upon another keeps the changes of both and its seeds', async ({
    client,
    assert,
  }) => {
    await saved(client)
    const upon = { name: 'Three', preset: 'Patient', set: { agent: { nStep: 3 } } }
    const response = await client.post(PRESETS).bearerToken(ada).json(upon)
    const { set, seeds } = response.body() as Preset
    assert.deepEqual(set, { 'agent.gamma': 0.9, 'agent.nStep': 3 })
    assert.deepEqual(seeds, [4, 5])
  })

  test('another person sees those for all, and only these', async ({ client, assert }) => {
    const own = await saved(client)
    await saved(client, { name: 'Ours', is_shared: true })
    assert.sameMembers(await names(client, ada), ['Patient', 'Ours'])
    assert.deepEqual(await names(client, grace), ['Ours'])
    assert.deepEqual(await names(client, ada, '?is_shared=false&search=PAT'), ['Patient'])
    const url = `${PRESETS}${own.preset_id}`
    assert.equal((await client.get(url).bearerToken(grace)).status(), 404)
    assert.equal((await client.patch(url).bearerToken(grace).json({})).status(), 404)
    assert.equal((await client.delete(url).bearerToken(grace)).status(), 404)
  })

  test('a name is taken once; one of your own gives way when asked', async ({ client, assert }) => {
    const { preset_id: id } = await saved(client)
    const taken = await save(client, { name: 'PATIENT' })
    assert.equal(taken.status(), 409)
    assert.deepInclude(taken.body().errors[0], { path: 'name' })
    const replaced = await save(client, { seeds: [9], replace: true })
    assert.equal(replaced.status(), 200, replaced.text())
    assert.deepInclude(replaced.body() as Preset, { preset_id: id, seeds: [9] })
  })

  test('a key makes one preset, however often it is sent', async ({ client, assert }) => {
    const send = () => save(client).header('Idempotency-Key', 'one')
    const first = await send()
    const again = await send()
    assert.equal(again.status(), 201)
    assert.deepEqual(again.body(), first.body())
  })

  test('what is left out of a change stays', async ({ client, assert }) => {
    const { preset_id: id } = await saved(client)
    const patch = (change: object) => client.patch(`${PRESETS}${id}`).bearerToken(ada).json(change)
    const shared = await patch({ is_shared: true })
    assert.equal(shared.status(), 200, shared.text())
    assert.deepInclude(shared.body() as object, { name: 'Patient', is_shared: true })
    const renamed = await patch({ name: 'Calm' })
    assert.deepInclude(renamed.body() as object, { name: 'Calm', is_shared: true })
  })

  test('one for all is changed by its owner or by who may administer', async ({
    client,
    assert,
  }) => {
    const { preset_id: id } = await saved(client, { is_shared: true })
    const rename = async (token: string, name: string) =>
      (await client.patch(`${PRESETS}${id}`).bearerToken(token).json({ name })).status()
    assert.equal(await rename(grace, 'Graces'), 403)
    // an administrator's token that was not made for administering
    assert.equal(await rename(await tokenOf('admin', ['research']), 'Theirs'), 403)
    assert.equal(await rename(await tokenOf('admin'), 'Theirs'), 200)
    const gone = await client.delete(`${PRESETS}${id}`).bearerToken(ada)
    assert.equal(gone.status(), 204)
    assert.equal((await client.get(`${PRESETS}${id}`).bearerToken(ada)).status(), 404)
  })

  for (const [what, given, status] of [
    ['markup as a name', { name: '<b>x</b>' }, 422],
    ['no name', { name: '' }, 422],
    ['a name of ours', { name: 'Quick' }, 409],
    ['a name like a key', { name: 'saved-1' }, 409],
    ['a value out of bounds', { set: { 'agent.gamma': 2 } }, 422],
    ['a preset that is none', { preset: 'Absent' }, 409],
  ] as const) {
    test(`${what} is refused, and nothing is saved`, async ({ client, assert }) => {
      const response = await save(client, given)
      assert.equal(response.status(), status, response.text())
      assert.deepEqual(await names(client, ada), [])
    })
  }
})

import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type { StudyPlan } from '#core/tuning/study_plan'
import { plantRun } from '#tests/functional/pages/planted_run'
import { tokenOf } from './program.js'
import { offSchema } from './schemas.js'

const STUDIES = '/api/v1/optimization/runs/'

/** Every field is another than the usual one. */
const ASKED = {
  preset: 'quick',
  set: { 'agent.batchSize': 16, 'training.recordEvery': 2, 'training.validateEvery': 3 },
  name: 'A hill',
  notes: 'Steep',
  space: {
    'agent.learningRate': { low: 0.0001, high: 0.01, log: true },
    'agent.nStep': { low: 1, high: 5, when: { 'agent.double': [true] } },
    'agent.double': {},
  },
  objectives: [
    { metric: 'total_return', direction: 'maximize' },
    { metric: 'max_drawdown', direction: 'maximize' },
  ],
  scheduler: 'median',
  sampler: 'random',
  reduction_factor: 2,
  grace_period: 6,
  max_resource: 24,
  startup_trials: 7,
  seed: 8,
  seeds: [3, 4],
  concurrency: 2,
  enqueue: [{ 'agent.nStep': 2 }],
  trials: 12,
  max_episodes: 5000,
  max_seconds: 3600,
}

test.group('Cloning a study over the API', (group) => {
  let datasetId: number
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    ;({ datasetId } = await plantRun({ episodes: 10 }))
    token = await tokenOf('researcher')
  })

  const post = (client: ApiClient, path: string, body: object) =>
    client.post(`${STUDIES}${path}`).bearerToken(token).json(body)
  const launched = async (client: ApiClient, changes: object = {}) => {
    const response = await post(client, '', { datasets: [datasetId], ...ASKED, ...changes })
    if (response.status() !== 201) throw new Error(response.text())
    return (response.body() as { study_id: number }).study_id
  }
  const clone = async (client: ApiClient, studyId: number, changes: object = {}) => {
    const response = await post(client, `${studyId}/clone/`, changes)
    if (response.status() !== 201) throw new Error(response.text())
    return response.body() as Record<string, unknown> & { study_id: number }
  }
  const planOf = async (studyId: number) =>
    ((await db.from('studies').where('study_id', studyId).firstOrFail()) as { plan: StudyPlan })
      .plan

  test('a clone asks for everything that the study asked for', async ({ client, assert }) => {
    const studyId = await launched(client)
    const origin = (await client.get(`${STUDIES}${studyId}`).bearerToken(token)).body()
    const made = await clone(client, studyId)
    assert.deepEqual(
      offSchema('studies.clone', { status: 201, type: 'application/json', body: made }),
      []
    )
    assert.notEqual(made.study_id, studyId)
    assert.deepEqual(await planOf(made.study_id), await planOf(studyId))
    const { study_id: _, created_at: __, seconds: ___, ...rest } = made
    assert.containsSubset(origin, rest)
  })

  test('a clone of the usual study is usual', async ({ client, assert }) => {
    const response = await post(client, '', { datasets: [datasetId], preset: 'quick' })
    const { study_id: studyId } = response.body() as { study_id: number }
    assert.deepEqual(await planOf((await clone(client, studyId)).study_id), await planOf(studyId))
  })

  test('what the body changes is changed, nothing else', async ({ client, assert }) => {
    const studyId = await launched(client)
    const set = { agent: { batchSize: 32 } }
    const { study_id: id, ...made } = await clone(client, studyId, {
      ...{ set, name: 'Another hill', sampler: 'sobol', seed: 9, trials: null },
      ...{ space: 'agent', enqueue: [], warm_start_id: studyId },
    })
    assert.deepInclude(made, { name: 'Another hill', sampler: 'sobol', warm_start_id: studyId })
    assert.deepInclude(made, { trials_bound: null, episodes_bound: 5000, notes: 'Steep' })
    const [plan, before] = [await planOf(id), await planOf(studyId)]
    assert.equal(plan.base.agent.batchSize, 32)
    assert.deepEqual(plan.base.training, before.base.training)
    assert.isAbove(plan.space.dimensions.length, 3)
    assert.deepEqual([plan.seed, plan.seeds, plan.eta], [9, [3, 4], 2])
  })

  test('a saved preset is a base, too', async ({ client, assert }) => {
    const saved = { name: 'Patient', preset: 'quick', set: { 'agent.gamma': 0.9 }, seeds: [4] }
    await client.post('/api/v1/presets/').bearerToken(token).json(saved)
    const plan = await planOf(await launched(client, { preset: 'Patient' }))
    assert.deepEqual([plan.base.agent.gamma, plan.base.agent.batchSize], [0.9, 16])
  })

  test('a study that there is not is 404, a change that does not fit 409', async ({
    client,
    assert,
  }) => {
    assert.equal((await post(client, '424242/clone/', {})).status(), 404)
    const studyId = await launched(client)
    assert.equal((await post(client, `${studyId}/clone/`, { max_resource: 2 })).status(), 409)
    assert.equal((await post(client, `${studyId}/clone/`, { name: ' ' })).status(), 422)
  })
})

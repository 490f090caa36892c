import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { tokenOf } from '#tests/functional/api/program'
import { FEW, settled, trainedExperiment, workingHere } from './fixture.js'

/** `FEW` as the API names it. */
const SETTINGS = {
  bootstrap: FEW.bootstrap,
  random_draws: FEW.randomDraws,
  start_shifts: FEW.startShifts,
  costs: FEW.costs,
}

test.group('Evaluations over the API', (group) => {
  let experimentId: number
  let token: string

  group.setup(async () => {
    const { stop } = await workingHere()
    ;({ experimentId } = await trainedExperiment())
    token = await tokenOf('researcher')
    return stop
  })

  test('what was asked for is queued, settled, and its figures are listed and filtered', async ({
    assert,
    client,
  }) => {
    const asked = await client
      .post('/api/v1/evaluation/runs/')
      .bearerToken(token)
      .json({ experiment_id: experimentId, range: 'validation', settings: SETTINGS })
    asked.assertStatus(201)
    const { evaluation_id: id } = asked.body()
    await settled(id)
    const shown = await client.get(`/api/v1/evaluation/runs/${id}`).bearerToken(token)
    assert.containsSubset(shown.body(), { status: 'completed', range: 'validation', look: null })
    assert.lengthOf(shown.body().verdicts, 9)
    const path = `/api/v1/evaluation/runs/${id}/metrics/?subject=agent&metric=sharpe`
    const metrics = await client.get(path).bearerToken(token)
    assert.lengthOf(metrics.body().data, 2) // one a seed
    assert.deepEqual(
      metrics.body().data.map(({ seed }: { seed: number }) => seed),
      [1, 2]
    )
    const sheet = await client.get(`/api/v1/evaluation/runs/${id}/sheet`).bearerToken(token)
    const etag = sheet.header('etag') ?? ''
    const again = await client
      .get(`/api/v1/evaluation/runs/${id}/sheet`)
      .bearerToken(token)
      .header('if-none-match', etag)
    again.assertStatus(304)
  })

  test('a look asks for a reason, and its count stands beside the result', async ({
    assert,
    client,
  }) => {
    const body = { experiment_id: experimentId, range: 'test', settings: SETTINGS }
    const post = (more: object) =>
      client
        .post('/api/v1/evaluation/runs/')
        .bearerToken(token)
        .json({ ...body, ...more })
    const refused = await post({})
    refused.assertStatus(422)
    assert.match(refused.body().title, /reason is needed/)
    const [{ n }] = await db.from('test_looks').count('* as n')
    assert.equal(Number(n), 0)
    const asked = await post({ reason: 'the final look' })
    asked.assertStatus(201)
    assert.containsSubset(asked.body(), { look: 1, looks: 1 })
    const { evaluation_id: id } = asked.body()
    await settled(id)
    const looks = await client.get(`/api/v1/evaluation/runs/${id}/looks/`).bearerToken(token)
    assert.containsSubset(looks.body().data, [
      { evaluation_id: id, reason: 'the final look', person: 'researcher-all@example.com' },
    ])
  })

  test('neither and both of experiment and run are refused', async ({ assert, client }) => {
    const post = (body: object) =>
      client.post('/api/v1/evaluation/runs/').bearerToken(token).json(body)
    const neither = await post({ range: 'validation' })
    neither.assertStatus(422)
    assert.match(
      neither.body().title,
      /one of experiment_id and run_id is needed, but none is given/
    )
    const both = await post({ range: 'validation', experiment_id: experimentId, run_id: 1 })
    both.assertStatus(422)
  })
})

import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

test.group('API', (group) => {
  let planted: PlantedRun
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 20 })
    user = await User.create({
      email: 'program@example.com',
      password: 'correct horse battery',
      role: 'researcher',
    })
  })

  test('an access token opens it, without a CSRF token', async ({ client, assert }) => {
    const token = await User.accessTokens.create(user)
    const response = await client.get('/api/v1/training/runs').bearerToken(token.value!.release())
    assert.equal(response.status(), 200)
    const cancelled = await client
      .post(`/api/v1/training/runs/${planted.runId}/cancel`)
      .bearerToken(token.value!.release())
    assert.equal(cancelled.status(), 409)
    assert.equal(cancelled.body().code, 'E_RUN_STATUS')
  })

  test('without either it answers 401 with a problem of RFC 9457', async ({ client, assert }) => {
    const response = await client.get('/api/v1/episodes')
    assert.equal(response.status(), 401)
    assert.equal(response.header('content-type'), 'application/problem+json')
    assert.includeMembers(Object.keys(response.body()), ['type', 'title', 'status', 'detail'])
  })

  test('episodes carry the names of the design document', async ({ client, assert }) => {
    const path = `/api/v1/episodes/${planted.bestEpisodeId}`
    const episode = (await client.get(path).loginAs(user)).body()
    assert.containsSubset(Object.keys(episode), [
      ...['episode_id', 'run_id', 'rllib_episode_id', 'external_episode_id', 'start_time'],
      ...['end_time', 'initial_portfolio_value', 'final_portfolio_value', 'status', 'pnl'],
      ...['sharpe_ratio', 'max_drawdown', 'total_reward', 'total_steps', 'win_rate'],
    ])
    assert.equal(episode.rllib_episode_id, episode.external_episode_id)
  })

  test('steps are paged by bar and none is lost or given twice', async ({ client, assert }) => {
    const path = `/api/v1/episodes/${planted.bestEpisodeId}/steps`
    const bars: number[] = []
    let next: number | null = -1
    while (next !== null) {
      const page = (await client.get(path).qs({ after: next, limit: 50 }).loginAs(user)).body()
      bars.push(...page.data.map(({ bar }: { bar: number }) => bar))
      next = page.next
    }
    assert.lengthOf(bars, 170)
    assert.deepEqual(
      bars,
      Array.from({ length: 170 }, (_, k) => 121 + k)
    )
  })

  test('what is not there is named', async ({ client, assert }) => {
    const response = await client.get('/api/v1/training/runs/424242').loginAs(user)
    assert.equal(response.status(), 404)
    assert.match(response.body().title, /no run 424242/)
  })

  test('a launch that is wrong names parameter, value and bound', async ({ client, assert }) => {
    const response = await client
      .post('/api/v1/training/runs')
      .json({ datasets: [planted.datasetId], set: { 'agent.gamma': 2 } })
      .loginAs(user)
      .withCsrfToken()
    assert.equal(response.status(), 422)
    assert.equal(response.body().code, 'E_INVALID_PARAMETER')
    assert.match(
      response.body().title,
      /agent\.gamma is 2, but must be a number from 0 to 0\.99999/
    )
  })
})

import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type { JsonSchema } from '#openapi/json_schema'
import { OPERATIONS } from '#openapi/operations'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { tokenOf } from './program.js'

/**
 * 422 says that a request is not of the operation's schema, and nothing else does; what the schema allows
 * is done, or answered by another status. A client generated from the document (schemathesis) found each
 * of these otherwise.
 */
test.group('The schema of the API and what it takes', (group) => {
  let planted: PlantedRun
  let studyId: number
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 10 })
    studyId = await plantStudy(planted.datasetId)
    token = await tokenOf('researcher')
  })

  const post = async (client: ApiClient, path: string, body: object) => {
    const response = await client.post(`/api/v1${path}`).bearerToken(token).json(body)
    const { title } = response.body() as { title?: string }
    return [response.status(), title ?? ''] as const
  }

  test('an empty text in JSON is a text, not nothing', async ({ client, assert }) => {
    const sample = { source: 'sample', symbol: 'AAPL' }
    assert.equal((await post(client, '/datasets/', { ...sample, to: null }))[0], 201)
    const [status, title] = await post(client, '/datasets/', { ...sample, to: '' })
    assert.equal(status, 422)
    assert.match(title, /^to is ""/)
  })

  test('blanks around a value in JSON belong to it', async ({ client, assert }) => {
    const [status, title] = await post(client, '/datasets/', { source: 'sample', symbol: ' AAPL' })
    assert.equal(status, 422)
    assert.match(title, /^symbol is " AAPL"/)
  })

  test('a file is judged by what it holds, not by its name', async ({ client, assert }) => {
    const bars = ['date,close', '2024-01-01,11', '2024-01-02,12', '2024-01-03,13'].join('\n')
    const response = await client
      .post('/api/v1/datasets/upload/')
      .bearerToken(token)
      .field('symbol', 'TEST')
      .file('file', Buffer.from(bars), { filename: 'file' })
    assert.equal(response.status(), 201, response.text())
  })

  test('a bound of a study beyond its limits is 422 under the name it was sent by', async ({
    client,
    assert,
  }) => {
    const extend = `/optimization/runs/${studyId}/extend/`
    for (const [body, fault] of [
      [{ max_episodes: 0 }, /^max_episodes is 0, but must be an integer/],
      [{ max_seconds: 0 }, /^max_seconds is 0/],
      [{ max_seconds: 4e7 }, /^max_seconds is 40000000/],
    ] as const) {
      const [status, title] = await post(client, extend, body)
      assert.equal(status, 422)
      assert.match(title, fault)
    }
  })

  test('a search space is of its schema; bounds that do not go together are 409', async ({
    client,
    assert,
  }) => {
    const launch = (space: object) =>
      post(client, '/optimization/runs/', { datasets: [planted.datasetId], preset: 'quick', space })
    for (const [space, fault] of [
      [{}, /space has 0 entries/],
      [{ 'agent.gama': {} }, /space\.agent\.gama is not known/],
      [{ 'agent.gamma': { low: 2 } }, /space\.agent\.gamma\.low is 2/],
      [{ 'agent.double': { low: 0 } }, /low is not known/],
      [{ 'training.episodes': {} }, /space\.training\.episodes is not known/],
    ] as const) {
      const [status, title] = await launch(space)
      assert.equal(status, 422, title)
      assert.match(title, fault)
    }
    for (const condition of [{ 'environment.reward': ['sharpe\u0000'] }, { colour: ['red'] }]) {
      assert.equal((await launch({ 'agent.gamma': { when: condition } }))[0], 422)
    }
    const [status, title] = await launch({ 'agent.gamma': { low: 0.99, high: 0.9 } })
    assert.equal(status, 409)
    assert.match(title, /agent\.gamma\.low is 0\.99, but must be under/)
  })

  test('no text of the schema can hold the character zero, no integer be beyond all bounds', ({
    assert,
  }) => {
    const open: string[] = []
    const walk = (schema: JsonSchema, at: string): void => {
      const { type, enum: choices, format, pattern, contentMediaType } = schema
      if ([type].flat().includes('integer') && schema.maximum === undefined) open.push(at)
      const isText = [type].flat().includes('string')
      if (isText && !choices && !format && !contentMediaType && !pattern) open.push(at)
      if (pattern !== undefined && new RegExp(pattern, 'u').test('sharpe\0')) open.push(at)
      for (const [name, each] of Object.entries(schema.properties ?? {}))
        walk(each, `${at}.${name}`)
      for (const each of [schema.items, ...(schema.anyOf ?? [])]) if (each) walk(each, at)
      const { additionalProperties: others } = schema
      if (typeof others === 'object') walk(others, `${at}.*`)
    }
    for (const { id, query, body } of OPERATIONS) {
      for (const [name, { schema }] of Object.entries(query)) walk(schema, `${id}?${name}`)
      if (body !== null) walk(body.shape.schema, id)
    }
    assert.deepEqual(open, [])
  })

  test('a point of a study has values of parameters', async ({ client, assert }) => {
    const enqueue = (point: object) =>
      post(client, `/optimization/runs/${studyId}/enqueue/`, { points: [point] })
    assert.equal((await enqueue({ 'agent.gamma': 'high' }))[0], 422)
    assert.equal((await enqueue({ 'agent.gama': 0.9 }))[0], 422)
  })

  test('points under one key are tried once', async ({ client, assert }) => {
    const points = [{ 'agent.gamma': 0.95 }]
    const enqueue = async () =>
      client
        .post(`/api/v1/optimization/runs/${studyId}/enqueue/`)
        .bearerToken(token)
        .header('Idempotency-Key', 'points')
        .json({ points })
    const [first, again] = [await enqueue(), await enqueue()]
    assert.deepEqual([first.status(), again.status()], [200, 200], first.text())
    assert.deepEqual(again.body(), first.body())
    assert.equal(again.header('idempotency-replayed'), 'true')
    const stored = await db.from('study_events').where({ study_id: studyId, kind: 'enqueued' })
    assert.lengthOf(stored, 1)
  })

  test('midnight is 00:00, and a time may be written in small letters', async ({
    client,
    assert,
  }) => {
    const list = async (from: string) =>
      (await client.get(`/api/v1/episodes/?start_time_from=${from}`).bearerToken(token)).status()
    assert.equal(await list('2024-05-31T24:00:00Z'), 422)
    assert.equal(await list('2024-05-31t13:30:00z'), 200)
    const body = { source: 'sample', symbol: 'AAPL', from: '2015-05-31t13:30:00z' }
    assert.equal((await post(client, '/datasets/', body))[0], 201)
  })

  test('one answer of 401 names the way to sign in', async ({ client, assert }) => {
    const response = await client.get('/api/v1/episodes/')
    assert.equal(response.status(), 401)
    assert.equal(response.header('www-authenticate'), 'Bearer')
  })
})

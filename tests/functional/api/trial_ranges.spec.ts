import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { tokenOf } from './program.js'

interface Trial {
  readonly trial: number
  readonly parameters: Readonly<Record<string, unknown>>
  readonly value: number | null
  readonly reports: readonly { readonly resource: number; readonly value: number | null }[]
}

const SPACE = {
  'agent.learningRate': { low: 0.0001, high: 0.01, log: true },
  'agent.gamma': { low: 0.9, high: 0.999 },
  'agent.nStep': { low: 1, high: 5 },
  'agent.double': {},
  'agent.loss': {},
  'agent.hiddenLayers': { choices: [[32, 32], [64]] },
  'environment.stopLoss': { choices: [null, 0.05, 0.1] },
}

test.group('Trials of a study by their parameters', (group) => {
  let datasetId: number
  let studyId: number
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    datasetId = (await plantRun({ episodes: 10 })).datasetId
    studyId = await plantStudy(datasetId, { space: SPACE })
    token = await tokenOf('viewer')
  })

  const ask = (client: ApiClient, query: string) =>
    client.get(`/api/v1/optimization/runs/${studyId}/results/?${query}`).bearerToken(token)
  const trials = async (client: ApiClient, query: string) => {
    const response = await ask(client, query)
    if (response.status() !== 200) throw new Error(response.text())
    return (response.body() as { data: Trial[] }).data
  }

  const RANGES: Record<string, (parameters: Trial['parameters']) => boolean> = {
    'in.agent.gamma=0.95..0.98': ({ 'agent.gamma': gamma }) =>
      Number(gamma) >= 0.95 && Number(gamma) <= 0.98,
    'in.agent.nStep=3..': ({ 'agent.nStep': steps }) => Number(steps) >= 3,
    'in.agent.nStep=..2&in.agent.double=true': ({ 'agent.nStep': steps, 'agent.double': double }) =>
      Number(steps) <= 2 && double === true,
    'in.agent.loss=mse,huber': () => true,
    'in.agent.loss=mse': ({ 'agent.loss': loss }) => loss === 'mse',
    'in.agent.hiddenLayers=32,32': ({ 'agent.hiddenLayers': layers }) =>
      String(layers as number[]) === '32,32',
    'in.environment.stopLoss=none': ({ 'environment.stopLoss': stop }) => stop === null,
    'in.environment.stopLoss=0.05..0.1': ({ 'environment.stopLoss': stop }) => stop !== null,
  }
  for (const [query, isWithin] of Object.entries(RANGES)) {
    test(`${query} lists those within it, both ends included`, async ({ client, assert }) => {
      const all = await trials(client, '')
      const expected = all.filter(({ parameters }) => isWithin(parameters))
      assert.isAbove(expected.length, 0)
      assert.deepEqual(await trials(client, query), expected)
    })
  }

  test('a bound is within', async ({ client, assert }) => {
    const [{ trial, parameters }] = (await trials(client, 'limit=1&sort=-trial')) as [Trial]
    const gamma = String(parameters['agent.gamma'])
    const found = await trials(client, `in.agent.gamma=${gamma}..${gamma}`)
    assert.deepEqual(
      found.map((each) => each.trial),
      [trial]
    )
  })

  test('bounds of the objective hold at a rung where one is named, else where a trial came furthest', async ({
    client,
    assert,
  }) => {
    const all = await trials(client, 'limit=1000')
    const there = ({ reports }: Trial) => reports.find(({ resource }) => resource === 1)?.value
    const climbed = all.find((each) => each.value !== null && (there(each) ?? 0) < each.value)!
    const numbers = async (query: string) => (await trials(client, query)).map(({ trial }) => trial)
    const between = `min_value=${there(climbed)}&max_value=${there(climbed)}`
    assert.deepEqual(await numbers(`${between}&at=1`), [climbed.trial])
    assert.notInclude(await numbers(between), climbed.trial)
    const furthest = all.filter(({ reports }) => reports.some(({ resource }) => resource === 9))
    assert.sameMembers(
      await numbers('at=9'),
      furthest.map(({ trial }) => trial)
    )
    assert.deepEqual(await numbers('at=2'), [])
  })

  test('a parameter that is not searched lies within nothing', async ({ client, assert }) => {
    assert.lengthOf(await trials(client, 'in.agent.batchSize=1..'), 0)
    assert.lengthOf(await trials(client, 'in.agent.gamma=1..0'), 0)
  })

  test('what is no range is refused', async ({ client, assert }) => {
    for (const query of [
      'in.agent.gamma=0.9',
      'in.agent.gamma=..',
      'in.agent.gamma=none',
      'in.agent.loss=mae',
      'in.agent.gama=0..1',
    ]) {
      assert.equal((await ask(client, query)).status(), 422, query)
    }
  })

  test('the order of a parameter is that of its numbers', async ({ client, assert }) => {
    const rates = async (sort: string) =>
      (await trials(client, `sort=${sort}`)).map(({ parameters }) =>
        Number(parameters['agent.learningRate'])
      )
    const up = await rates('agent.learningRate')
    assert.isAbove(new Set(up).size, 20)
    assert.deepEqual(
      up,
      [...up].sort((a, b) => a - b)
    )
    assert.deepEqual(await rates('-agent.learningRate'), [...up].reverse())
  })

  test('of lists the shorter one comes first, then the one with the smaller number', async ({
    client,
    assert,
  }) => {
    const choices = [[100], [64, 32], [8], [64, 8], [64]]
    const space = { 'agent.hiddenLayers': { choices } }
    studyId = await plantStudy(datasetId, { space, sampler: 'random' })
    const ordered = ['8', '64', '100', '64,8', '64,32']
    const found: string[] = []
    for (let query = 'limit=4&sort=agent.hiddenLayers'; ;) {
      const response = await ask(client, query)
      response.assertStatus(200)
      const { data, next } = response.body() as { data: Trial[]; next: string | null }
      found.push(
        ...data.map(({ parameters }) => String(parameters['agent.hiddenLayers'] as number[]))
      )
      if (next === null) break
      query = next.slice(next.indexOf('?') + 1)
    }
    assert.lengthOf(found, 27)
    // trial 0 has the defaults, which are none of the choices
    const seen = found.filter((each, k) => each !== found[k - 1])
    assert.deepEqual(seen, [...ordered.slice(0, 4), '64,32', '64,64'])
  })
})

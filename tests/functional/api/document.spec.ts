import { test } from '@japa/runner'
import { CATALOGUE } from '#core/parameters/catalogue'
import type { JsonSchema } from '#openapi/json_schema'
import { OPERATIONS } from '#openapi/operations'
import type { RecordShape } from '#openapi/shape'
import {
  operationRecord,
  stepRecord,
  tradeRecord,
} from '#transformers/records/episode_part_records'
import { episodeRecord } from '#transformers/records/episode_record'
import { runRecord } from '#transformers/records/run_record'

interface Stated {
  readonly description?: string
  readonly responses: Readonly<Record<string, unknown>>
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
}
interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Stated>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

test.group('OpenAPI document', () => {
  test('is had without a session, and is of version 3.1', async ({ client, assert }) => {
    const response = await client.get('/api/v1/openapi.json')
    assert.equal(response.status(), 200)
    const { openapi, paths } = response.body() as Document
    assert.equal(openapi, '3.1.0')
    const stated = Object.values(paths).flatMap((path) => Object.keys(path))
    assert.lengthOf(stated, OPERATIONS.length)
    assert.lengthOf(new Set(OPERATIONS.map(({ id }) => id)), OPERATIONS.length)
  })

  test('has every parameter of the catalogue with its default and its bounds', async ({
    client,
    assert,
  }) => {
    const { components } = (await client.get('/api/v1/openapi.json')).body() as Document
    const stated = components.schemas['Overrides']!.properties!
    for (const parameter of CATALOGUE) {
      const schema = stated[parameter.path]!
      assert.deepEqual(schema.default, parameter.default, parameter.path)
      if (!('max' in parameter)) continue
      const bounded = 'minLength' in parameter ? schema.items! : schema
      assert.equal(bounded.maximum, parameter.max, parameter.path)
      assert.equal(bounded.exclusiveMinimum ?? bounded.minimum, parameter.min, parameter.path)
    }
  })

  test('says how what a study draws is cut', async ({ client, assert }) => {
    const { paths } = (await client.get('/api/v1/openapi.json')).body() as Document
    const said = (part: string) =>
      paths[`/optimization/runs/{study_id}/${part}/`]!['get']!.description!
    for (const part of ['history', 'front']) {
      assert.match(said(part), /more than 2,000 trials .* the best 200 .* the newest 100/)
    }
    for (const part of ['importance', 'correlation']) assert.include(said(part), '1,000 trials')
    assert.include(said('timeline'), 'The newest 1,000 stretches')
    assert.include(said('curves'), 'The 9 trials')
  })

  test('states what can go wrong, keys of creation and tags of what never changes', async ({
    client,
    assert,
  }) => {
    const { paths } = (await client.get('/api/v1/openapi.json')).body() as Document
    const launch = paths['/training/runs/']!['post']!
    const statuses = ['201', '400', '401', '403', '404', '409', '413', '415', '422', '503']
    assert.deepEqual(Object.keys(launch.responses), statuses)
    const names = (at: Stated) => at.parameters.map((each) => each.name)
    assert.include(names(launch), 'Idempotency-Key')
    const steps = paths['/episodes/{episode_id}/steps/']!['get']!
    assert.include(names(steps), 'If-None-Match')
    assert.property(steps.responses, '304')
  })

  test('names what is stored as people know it from the start, each always present', ({
    assert,
  }) => {
    const names: readonly (readonly [RecordShape, string])[] = [
      [runRecord, 'run_id start_time end_time parameters status notes'],
      [
        episodeRecord,
        `episode_id run_id rllib_episode_id start_time end_time initial_portfolio_value
          final_portfolio_value status pnl sharpe_ratio max_drawdown total_reward total_steps win_rate`,
      ],
      [
        stepRecord,
        'step_id episode_id timestamp portfolio_value reward asset_price action position',
      ],
      [
        tradeRecord,
        'trade_id episode_id entry_time exit_time entry_price exit_price quantity direction pnl costs',
      ],
      [operationRecord, 'operation_id step_id episode_id timestamp operation_type size price'],
    ]
    for (const [{ schema }, stated] of names) {
      assert.includeMembers([...schema.required!], stated.split(/\s+/))
    }
  })
})

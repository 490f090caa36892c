import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type { PlainModel } from '#compute/exporters/plain_json'
import User from '#models/user'
import { tokenOf } from '#tests/functional/api/program'
import { offSchema } from '#tests/functional/api/schemas'
import { plantJudgement, plantSeeds } from './planted_model.js'

const ROOT = '/api/v1/models'

interface Exported {
  readonly model_export_id: number
  readonly seed: number
  readonly files: readonly { model_export_file_id: number; name: string; sha256: string }[]
}

test.group('Models and their exports by the API', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  const program = async (client: ApiClient, abilities: readonly string[]) => {
    const token = await tokenOf('researcher', abilities)
    return {
      get: (path: string) => client.get(`${ROOT}/${path}`).bearerToken(token),
      post: (path: string, body: object = {}) =>
        client.post(`${ROOT}/${path}`).bearerToken(token).json(body),
    }
  }

  const onSchema = (id: string, response: Awaited<ReturnType<ApiClient['get']>>) => {
    const [type] = (response.header('content-type') ?? '').split(';')
    return offSchema(id, { status: response.status(), type: type!, body: response.body() })
  }

  test('a model is promoted, shown and retired; a token that may only read does neither', async ({
    client,
    assert,
  }) => {
    const planted = await plantSeeds()
    const { experimentId } = planted
    const evaluationId = await plantJudgement(planted)
    const reader = await program(client, ['read'])
    const candidate = await reader.get(String(experimentId))
    assert.deepEqual(onSchema('models.show', candidate), [])
    assert.containsSubset(candidate.body(), {
      ...{ stage: 'candidate', name: null, datasets: ['PLANTED 1d'], evaluation_id: evaluationId },
      ...{ range: 'test', sharpe: 1.25, sharpe_low: 0.25, sharpe_high: 2.25 },
    })
    assert.lengthOf(candidate.body().seeds, 3)
    for (const act of ['promote', 'retire', 'exports']) {
      assert.equal((await reader.post(`${experimentId}/${act}`)).status(), 403)
    }
    const researcher = await program(client, ['read', 'research'])
    const promoted = await researcher.post(`${experimentId}/promote`, { name: 'trend' })
    assert.deepEqual(onSchema('models.promote', promoted), [])
    assert.containsSubset(promoted.body(), { stage: 'promoted', name: 'trend', version: 1 })
    const listed = await reader.get('?name=trend&stage=promoted')
    assert.lengthOf(listed.body().data, 1)
    const retired = await researcher.post(`${experimentId}/retire`, { reason: 'Old.' })
    assert.deepEqual(onSchema('models.retire', retired), [])
    assert.containsSubset(retired.body(), { stage: 'retired', retire_reason: 'Old.' })
    const [line] = await db.from('audit_events').where('act', 'model.retire')
    assert.equal(line.route, 'api')
  })

  test('what a promotion lacks is a problem that names it', async ({ client, assert }) => {
    const two = await plantSeeds({ statuses: ['completed', 'completed'] })
    const three = await plantSeeds()
    const { post } = await program(client, ['research'])
    const few = await post(`${two.experimentId}/promote/`, { name: 'trend', reason: 'x' })
    assert.equal(few.status(), 403)
    assert.match(few.body().title, /2 completed seeds, but promotion needs at least 3/)
    const silent = await post(`${three.experimentId}/promote/`, { name: 'trend' })
    assert.equal(silent.status(), 409)
    assert.equal(silent.body().errors[0].path, 'reason')
    const none = await post('999999/promote/', { name: 'trend' })
    assert.equal(none.status(), 404)
  })

  for (const [format, names] of [
    ['onnx', ['model.onnx', 'manifest.json']],
    ['tfjs', ['model.json', 'weights.bin', 'manifest.json']],
    ['json', ['model.json']],
  ] as const) {
    test(`an export as ${format} is checked, stored with its hashes, made once and downloaded`, async ({
      client,
      assert,
    }) => {
      const { experimentId } = await plantSeeds()
      const { get, post } = await program(client, ['read', 'research'])
      const made = await post(`${experimentId}/exports/`, { format })
      assert.equal(made.status(), 201, made.text())
      assert.deepEqual(onSchema('models.export', made), [])
      const { seed, files, model_export_id: id } = made.body() as Exported
      assert.equal(seed, 2, 'of the seed with the median validation')
      assert.deepEqual(
        files.map(({ name }) => name),
        names
      )
      assert.equal(made.body().observations, 1000)
      assert.isAtMost(made.body().largest_difference, 1e-6)
      const again = await post(`${experimentId}/exports/`, { format, seed: 2 })
      assert.equal((again.body() as Exported).model_export_id, id)
      for (const { model_export_file_id: fileId, name, sha256 } of files) {
        const file = await get(`exports/files/${fileId}`)
        assert.equal(createHash('sha256').update(file.body()).digest('hex'), sha256)
        const disposition = file.header('content-disposition') ?? ''
        assert.match(disposition, /^attachment; filename="[a-z0-9.-]+"$/)
        assert.isTrue(disposition.includes(name))
        const etag = file.header('etag')!
        const known = await get(`exports/files/${fileId}`).header('if-none-match', etag)
        assert.equal(known.status(), 304)
      }
    })
  }

  test('each seed has its own export; better weights of a resumed run leave the old one behind', async ({
    client,
    assert,
  }) => {
    const { experimentId, runIds } = await plantSeeds({ statuses: ['completed', 'cancelled'] })
    const { get, post } = await program(client, ['read', 'research'])
    for (const seed of [1, 2]) {
      const made = await post(`${experimentId}/exports/`, { format: 'json', seed })
      assert.equal((made.body() as Exported).seed, seed)
    }
    const wrong = await post(`${experimentId}/exports/`, { format: 'json', seed: 7 })
    assert.equal(wrong.status(), 409)
    assert.match(wrong.body().title, /^seed is 7, but must be one of 1, 2/)
    assert.lengthOf((await get(`${experimentId}/exports/`)).body().data, 2)
    await db
      .from('models')
      .where('run_id', runIds[1]!)
      .update({ weights_sha256: 'ab'.repeat(32) })
    const left = (await get(`${experimentId}/exports/`)).body().data as Exported[]
    assert.deepEqual(
      left.map(({ seed }) => seed),
      [1]
    )
  })

  test('an idempotency key stands for one address: another model is refused under it', async ({
    client,
    assert,
  }) => {
    const [one, other] = [await plantSeeds(), await plantSeeds()]
    const { post } = await program(client, ['research'])
    const asked = ({ experimentId }: typeof one) =>
      post(`${experimentId}/exports/`, { format: 'json' }).header('idempotency-key', 'the-same')
    assert.equal((await asked(one)).status(), 201)
    const refused = await asked(other)
    assert.equal(refused.status(), 409)
    assert.equal(refused.body().code, 'E_IDEMPOTENCY_KEY_REUSED')
  })

  test('weights that still change are not exported', async ({ client, assert }) => {
    const { experimentId } = await plantSeeds({ statuses: ['running'] })
    const { post } = await program(client, ['research'])
    const answer = await post(`${experimentId}/exports/`, { format: 'onnx' })
    assert.equal(answer.status(), 409)
    assert.equal(answer.body().code, 'E_NOTHING_TO_EXPORT')
  })
})

test.group('Exports by page', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('the page says how equal outputs are once an export was checked, and offers its files', async ({
    client,
    assert,
  }) => {
    const { experimentId } = await plantSeeds()
    const user = await User.create({
      email: 'ada@example.com',
      password: 'correct horse battery',
      role: 'researcher',
    })
    const path = `/models/candidates/${experimentId}`
    const page = async () => (await client.get(path).loginAs(user)).text()
    assert.notInclude(await page(), 'Outputs equal')
    const made = await client
      .post(`/experiments/${experimentId}/exports`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .form({ format: 'json', seed: 1 })
    assert.equal(made.header('location'), path)
    const html = await page()
    assert.include(html, 'Outputs equal within 1e-6 on 1,000 observations')
    const [link] = /\/models\/exports\/\d+\/model\.json/.exec(html)!
    const file = await client.get(link!).loginAs(user)
    const { manifest, layers } = JSON.parse(String(file.body())) as PlainModel
    assert.equal(manifest.seed, 1)
    assert.deepEqual(
      layers.map(({ name }) => name),
      ['hidden1', 'value', 'advantage']
    )
    const other = await client.get(link!.replace('model.json', '..%2Fsecret')).loginAs(user)
    assert.equal(other.status(), 404)
    assert.include(other.text(), 'Take one of model.json.')
    const [row] = await db.from('audit_events').where('act', 'model.export')
    assert.containsSubset(row.details, { format: 'json', seed: 1 })
  })
})

import db from '@adonisjs/lucid/services/db'
import router from '@adonisjs/core/services/router'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import { OPERATIONS, PROBES } from '#openapi/operations'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import {
  plantDrawnStudy,
  plantEvaluation,
  plantExport,
  plantModel,
  plantPreset,
  plantWorker,
} from './planted_records.js'
import { tokenOf } from './program.js'
import { offSchema } from './schemas.js'

function answered(response: ApiResponse) {
  const type = (response.header('content-type') ?? '').split(';')[0]!
  const isJson = type.endsWith('json')
  return {
    status: response.status(),
    type,
    // what is no text comes as bytes
    body: isJson ? (response.body() as unknown) : (response.text() ?? String(response.body())),
  }
}

test.group('Every operation of the API', (group) => {
  let planted: PlantedRun
  let evaluationId: number
  let studyId: number
  let fileId: number
  let presetId: number
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 20 })
    await plantModel(planted)
    ;({ fileId } = await plantExport())
    const range = { first: 120, last: 290 }
    const splits = [{ training: range, validation: range, test: range, embargo: 5 }]
    await db.from('training_runs').update({ splits: JSON.stringify(splits) })
    await plantWorker()
    presetId = await plantPreset()
    evaluationId = await plantEvaluation(planted)
    studyId = await plantDrawnStudy(planted.datasetId)
    token = await tokenOf('admin')
  })

  const pathTo = (path: string) =>
    `/api/v1${path}`
      .replace('{episode_id}', String(planted.bestEpisodeId))
      .replace('{run_id}', String(planted.runId))
      .replace('{experiment_id}', String(planted.experimentId))
      .replace('{dataset_id}', String(planted.datasetId))
      .replace('{evaluation_id}', String(evaluationId))
      .replace('{study_id}', String(studyId))
      .replace('{preset_id}', String(presetId))
      .replace('{model_export_file_id}', String(fileId))

  const get = (client: ApiClient, path: string) => client.get(pathTo(path)).bearerToken(token)

  for (const { id, method, path } of OPERATIONS) {
    if (method !== 'GET') continue
    test(`${id} answers what its schema states, with and without a closing slash`, async ({
      client,
      assert,
    }) => {
      const bare = path.replace(/\/$/, '')
      for (const form of [bare, `${bare}/`]) {
        const response = await get(client, form)
        assert.equal(response.status(), 200, `${form}: ${response.text()}`)
        assert.deepEqual(offSchema(id, answered(response)), [], form)
      }
    })
  }

  test('every change is answered alike with and without a closing slash', async ({
    client,
    assert,
  }) => {
    const unknown = { colour: 'red' }
    for (const { id, method, path, body } of OPERATIONS) {
      if (method === 'GET') continue
      const bare = `/api/v1${path.replaceAll(/\{\w+\}/g, '424242').replace(/\/$/, '')}`
      const statuses = []
      for (const form of [bare, `${bare}/`]) {
        const request = client.request(form, method).bearerToken(token)
        const response = await (body === null ? request : request.json(unknown))
        statuses.push(response.status())
      }
      const [first, second] = statuses
      assert.equal(first, second, id)
      assert.equal(first, body === null ? 404 : body.type === 'application/json' ? 422 : 415, id)
    }
  })

  for (const operation of OPERATIONS) {
    if (!('row' in operation)) continue
    const { id, path, row } = operation as typeof operation & {
      row: { properties: Record<string, object> }
    }
    test(`${id} gives every field of a row, and as CSV the same rows`, async ({
      client,
      assert,
    }) => {
      const { data } = (await get(client, path)).body()
      assert.isAbove(data.length, 0)
      assert.deepEqual(Object.keys(data[0]), Object.keys(row.properties))
      const csv = await get(client, path).accept('text/csv')
      assert.equal(answered(csv).type, 'text/csv')
      const lines = csv.text().trimEnd().split('\n')
      assert.lengthOf(lines, data.length + 1)
    })
  }

  test('every route below /api/v1 is an operation of the document', ({ assert }) => {
    const routes = Object.values(router.toJSON())
      .flat()
      .filter(({ pattern }) => pattern.startsWith('/api/v1/') && !pattern.endsWith('*'))
      .flatMap(({ pattern, methods }) =>
        methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${pattern}`)
      )
    const stated = OPERATIONS.filter((operation) => !PROBES.includes(operation)).map(
      ({ method, path }) =>
        `${method} /api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/\/$/, '')}`
    )
    assert.sameMembers(routes, stated)
  })
})

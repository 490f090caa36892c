import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { listBars, listDatasets } from '#openapi/operations/datasets'
import { listEpisodes, listOperations, listSteps, listTrades } from '#openapi/operations/episodes'
import { listExperiments } from '#openapi/operations/experiments'
import { listModels } from '#openapi/operations/models'
import { listRungs, listStudies, listTrials } from '#openapi/operations/studies'
import { listWorkers } from '#openapi/operations/system'
import { listRuns } from '#openapi/operations/training_runs'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { plantModel, plantWorker } from './planted_records.js'
import { tokenOf } from './program.js'

const ROOT = '/api/v1'

interface Page {
  readonly data: Record<string, unknown>[]
  readonly next: string | null
}

/** Lists with rows of known number; `{episode_id}` is the best episode. */
const LISTS = [
  { operation: listEpisodes, key: 'episode_id', limit: 9 },
  { operation: listSteps, key: 'step_id', limit: 50 },
  { operation: listTrades, key: 'trade_id', limit: 3 },
  { operation: listOperations, key: 'operation_id', limit: 3 },
  { operation: listRuns, key: 'run_id', limit: 1 },
  { operation: listExperiments, key: 'experiment_id', limit: 1 },
  { operation: listDatasets, key: 'dataset_id', limit: 1 },
  { operation: listModels, key: 'experiment_id', limit: 1 },
  { operation: listStudies, key: 'study_id', limit: 1 },
  { operation: listTrials, key: 'trial', limit: 4 },
  { operation: listRungs, key: 'rung', limit: 2 },
  { operation: listBars, key: 'bar', limit: 70 },
  { operation: listWorkers, key: 'worker_id', limit: 1 },
]

/** Of the parameters of trials, one with many equal values stands for all. */
function isTried(sort: string): boolean {
  return !sort.includes('.') || sort.endsWith('agent.nStep')
}

test.group('Lists of the API', (group) => {
  let planted: PlantedRun
  let studyId: number
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await db.from('workers').delete()
    planted = await plantRun({ episodes: 30 })
    const other = await plantRun({ episodes: 10, symbol: 'MSFT', status: 'failed' })
    for (const run of [planted, other]) await plantModel(run)
    studyId = await plantStudy(planted.datasetId)
    await plantStudy(planted.datasetId, {}, 5)
    for (const host of ['alpha', 'beta']) await plantWorker(host)
    token = await tokenOf('viewer')
  })

  const pathOf = ({ path }: { path: string }) =>
    path
      .replace('{episode_id}', String(planted.bestEpisodeId))
      .replace('{study_id}', String(studyId))
      .replace('{dataset_id}', String(planted.datasetId))

  const ask = (client: ApiClient, url: string) => client.get(url).bearerToken(token)
  const page = async (client: ApiClient, path: string): Promise<Page> => {
    const response = await ask(client, path.startsWith(ROOT) ? path : `${ROOT}${path}`)
    if (response.status() !== 200) throw new Error(response.text())
    return response.body() as Page
  }

  for (const { operation, key, limit } of LISTS) {
    test(`${operation.id}: following next shows every row once, in every order`, async ({
      client,
      assert,
    }) => {
      const path = pathOf(operation)
      const all = (await page(client, path)).data.map((row) => row[key])
      assert.isAbove(all.length, limit)
      for (const sort of (operation.query.sort.schema.enum as string[]).filter(isTried)) {
        const seen: unknown[] = []
        let next: string | null = `${path}?limit=${limit}&sort=${sort}`
        while (next !== null) {
          const { data, next: following }: Page = await page(client, next)
          assert.isAtMost(data.length, limit)
          seen.push(...data.map((row) => row[key]))
          next = following
        }
        assert.lengthOf(seen, all.length, sort)
        assert.sameMembers(seen, all, sort)
      }
    })
  }

  test('an order is that of its key, unknown values least', async ({ client, assert }) => {
    const path = `/training/runs/${planted.runId}/episodes/?kind=training`
    const losses = async (sort: string) =>
      (await page(client, `${path}&sort=${sort}`)).data.map((row) => row['mean_loss'])
    const down = (await losses('-mean_loss')) as (number | null)[]
    assert.deepEqual(down.slice(-2), [null, null]) // episodes 1 and 2 learned nothing
    const known = down.slice(0, -2) as number[]
    assert.deepEqual(
      known,
      [...known].sort((a, b) => b - a)
    )
    assert.deepEqual(await losses('mean_loss'), [...down].reverse())
  })

  test('bounds of a metric are included, and leave out rows without it', async ({
    client,
    assert,
  }) => {
    const path = `/training/runs/${planted.runId}/episodes/`
    const numbers = async (query: string) =>
      (await page(client, `${path}?${query}`)).data.map((row) => row['number'])
    assert.deepEqual(
      await numbers('kind=training&min_number=10&max_number=12&sort=number'),
      [10, 11, 12]
    )
    assert.notInclude(await numbers('min_mean_loss=0'), 1)
  })

  test('filters are met all at once', async ({ client, assert }) => {
    const found = async (query: string) => (await page(client, `/episodes/?${query}`)).data
    assert.lengthOf(await found('symbol=MSFT&limit=500'), 11)
    assert.lengthOf(await found('symbol=MSFT&kind=validation'), 1)
    assert.lengthOf(await found('kind=validation,training&steps_recorded=true'), 8)
    assert.lengthOf(await found(`experiment_id=${planted.experimentId}&kind=validation`), 3)
    assert.lengthOf(await found('symbol=TSLA'), 0)
  })

  test('a period has its beginning and not its end', async ({ client, assert }) => {
    const path = `/episodes/${planted.bestEpisodeId}/steps/`
    const { data } = await page(client, path)
    const [first, third] = [data[0]!['timestamp'], data[2]!['timestamp']]
    const within = await page(client, `${path}?timestamp_from=${first}&timestamp_to=${third}`)
    assert.deepEqual(within.data, data.slice(0, 2))
  })

  test('runs are found by status, symbol, words and a parameter', async ({ client, assert }) => {
    const found = async (query: string) =>
      (await page(client, `/training/runs/?${query}`)).data.map((row) => row['symbols'])
    assert.deepEqual(await found('status=failed,lost'), [['MSFT']])
    assert.deepEqual(await found('symbol=AAPL'), [['AAPL']])
    assert.deepEqual(await found('search=msft%20PLANTED'), [['MSFT']])
    assert.lengthOf(await found('parameter=training.validateEvery%3D10'), 2)
    assert.lengthOf(await found('parameter=training.validateEvery%3D11'), 0)
  })

  test('runs are found by the study that they are trials of', async ({ client, assert }) => {
    const trial = await db.from('study_trials').where('study_id', studyId).firstOrFail()
    await db
      .from('experiments')
      .where('experiment_id', planted.experimentId)
      .update({ study_trial_id: trial.study_trial_id })
    const found = async (study: number) =>
      (await page(client, `/training/runs/?study_id=${study}`)).data.map((row) => row['run_id'])
    assert.deepEqual(await found(studyId), [planted.runId])
    assert.deepEqual(await found(studyId + 1), [])
  })

  test('only the newest version of a dataset is listed, unless all are wanted', async ({
    client,
    assert,
  }) => {
    const { data } = await page(client, '/datasets/?symbol=AAPL')
    await db.rawQuery(
      `insert into datasets (symbol, interval, source, calendar, sha256, version, bars, first_time,
         last_time, split_adjusted, actions)
       select symbol, interval, source, calendar, repeat('0', 64), version + 1, bars, first_time,
         last_time, split_adjusted, actions from datasets where dataset_id = ?`,
      [data[0]!['dataset_id'] as number]
    )
    const versions = async (query: string) =>
      (await page(client, `/datasets/?symbol=AAPL&${query}`)).data.length
    assert.equal(await versions('versions=newest'), 1)
    assert.equal(await versions('versions=all'), data.length + 1)
  })

  test('fields gives only those, in JSON and in CSV', async ({ client, assert }) => {
    const { data } = await page(client, '/training/runs/?fields=run_id,status')
    assert.deepEqual(Object.keys(data[0]!), ['run_id', 'status'])
    const csv = await ask(client, `${ROOT}/training/runs/?fields=seed,run_id`).accept('text/csv')
    assert.match(csv.text(), /^seed,run_id\n/)
    assert.match(csv.header('link') ?? '', /^$/)
  })

  test('an empty list is CSV with a header', async ({ client, assert }) => {
    const csv = await ask(client, `${ROOT}/models/?stage=retired`).accept('text/csv')
    assert.match(csv.text(), /^experiment_id,experiment_name,[a-z0-9_,]+\n$/)
  })

  test('the name of an experiment is no formula in CSV', async ({ client, assert }) => {
    await db
      .from('experiments')
      .where('experiment_id', planted.experimentId)
      .update({ name: '=cmd|calc' })
    const csv = await ask(client, `${ROOT}/experiments/?fields=name`).accept('text/csv')
    assert.include(csv.text().split('\n'), "'=cmd|calc")
  })

  test('a place of another order, or none, is refused', async ({ client, assert }) => {
    const { next } = await page(client, '/training/runs/?limit=1')
    const place = new URLSearchParams(next!.split('?')[1]).get('after')!
    const forged = Buffer.from('["-start_time",1e300,1]').toString('base64url')
    for (const query of [
      `after=${place}&sort=seed`,
      'after=nonsense',
      `after=${forged}&sort=-start_time`,
    ]) {
      const response = await ask(client, `${ROOT}/training/runs/?${query}`)
      assert.equal(response.status(), 409)
      assert.match(response.body().title, /^after is .* but must be what `next` had under sort=/)
    }
  })
})

import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import User from '#models/user'
import ModelService from '#services/model_service'
import { plantJudgement, plantSeeds, type PlantedModel } from './planted_model.js'

const ACTOR = { userId: null, person: 'test', route: 'command', address: null } as const

test.group('Pages of models', (group) => {
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    user = await User.create({
      email: 'ada@example.com',
      password: 'correct horse battery',
      role: 'researcher',
    })
  })

  const get = async (client: ApiClient, path: string) => client.get(path).loginAs(user)

  const promote = async ({ experimentId }: PlantedModel, name: string) => {
    const models = await app.container.make(ModelService)
    return models.promote({ experimentId, name, reason: 'x' }, ACTOR)
  }

  /** Ids of the experiments whose models a list shows, in its order. */
  const listed = async (client: ApiClient, query: string) => {
    const html = (await get(client, `/models${query}`)).text()
    return [...html.matchAll(/value="model-(\d+)"/g)].map(([, id]) => Number(id))
  }

  test('candidates, promoted and retired models are listed, those of trials and folds once promoted', async ({
    client,
    assert,
  }) => {
    const [candidate, trend, calm, trial, fold] = [
      await plantSeeds(),
      await plantSeeds({ name: 'Second' }),
      await plantSeeds(),
      await plantSeeds(),
      await plantSeeds(),
    ]
    await db.from('experiments').where('experiment_id', fold.experimentId).update({ fold: 1 })
    await promote(trend, 'trend')
    await promote(calm, 'calm')
    await (await app.container.make(ModelService)).retire(calm.experimentId, '', ACTOR)
    await promote(trial, 'tuned')
    await db
      .from('training_runs')
      .where('experiment_id', fold.experimentId)
      .update({ status: 'completed' })
    const ids = [candidate, trend, calm, trial].map(({ experimentId }) => experimentId)
    assert.deepEqual(await listed(client, ''), ids.toReversed())
    assert.deepEqual(await listed(client, '?stage=candidate'), [ids[0]])
    assert.deepEqual(await listed(client, '?stage=promoted'), [ids[3], ids[1]])
    assert.deepEqual(await listed(client, '?stage=retired'), [ids[2]])
    assert.deepEqual(await listed(client, '?name=SECOND'), [ids[1]])
    assert.deepEqual(await listed(client, '?name=tuned'), [ids[3]])
    assert.deepEqual(await listed(client, '?dataset=msft'), [])
    assert.lengthOf(await listed(client, '?sort=-promoted'), 4)
  })

  test('the Sharpe ratio is that of the newest evaluation of all seeds, with its interval and range', async ({
    client,
    assert,
  }) => {
    const [judged, bare] = [await plantSeeds(), await plantSeeds()]
    await plantJudgement(judged, {}, 'validation')
    await plantJudgement(judged, { cost_stress: 'fail' }, 'test')
    const html = (await get(client, '/models?sort=-sharpe')).text()
    assert.match(html, /1\.25 <span class="faint">0\.25 to 2\.25/)
    assert.include(html, 'sealed test</a>, look 1')
    assert.include(html, 'title="Cost stress: fail"')
    assert.deepEqual(await listed(client, '?sort=-sharpe'), [
      judged.experimentId,
      bare.experimentId,
    ])
  })

  test('models are found by seeds, Sharpe ratio, its interval, verdicts and day of promotion, in the API alike', async ({
    client,
    assert,
  }) => {
    // both have 1.25, 0.25 to 2.25
    const [good, poor] = [await plantSeeds(), await plantSeeds()]
    const bare = await plantSeeds({ statuses: ['completed', 'completed'] })
    await plantJudgement(good)
    await plantJudgement(poor, { cost_stress: 'fail' })
    await promote(good, 'trend')
    const promoted = { promoted_at: new Date('2026-03-02T23:00:00Z') }
    await db.from('model_versions').where('experiment_id', good.experimentId).update(promoted)
    const [a, b, c] = [good, poor, bare].map(({ experimentId }) => experimentId)
    const both = async (query: string) => {
      const shown = await listed(client, `?${query}`)
      const answer = await get(client, `/api/v1/models/?${query}`)
      const { data } = answer.body() as { data: { experiment_id: number }[] }
      assert.deepEqual(
        data.map(({ experiment_id: id }) => id),
        shown,
        query
      )
      return shown
    }
    assert.deepEqual(await both('min_seeds=3'), [b, a])
    assert.deepEqual(await both('min_sharpe=1.25'), [b, a])
    assert.deepEqual(await both('min_sharpe=1.26'), [])
    assert.deepEqual(await both('min_sharpe_low=0.25'), [b, a])
    assert.deepEqual(await both('min_sharpe_low=0.3'), [])
    assert.deepEqual(await both('verdicts=none_failed'), [a])
    assert.deepEqual(await both('verdicts=failed'), [b])
    assert.deepEqual(await both('verdicts=not_evaluated'), [c])
    const days = 'promoted_at_from=2026-03-02&promoted_at_to=2026-03-02'
    assert.deepEqual(await listed(client, `?${days}`), [a])
    assert.deepEqual(await listed(client, '?promoted_at_from=2026-03-03'), [])
  })

  test('versions of a name are compared by the figures and parameters that differ', async ({
    client,
    assert,
  }) => {
    const [first, second] = [await plantSeeds(), await plantSeeds()]
    const parameters = (await db.from('experiments').where('experiment_id', first.experimentId))[0]
      .parameters
    parameters.agent.gamma = 0.95
    await db
      .from('experiments')
      .where('experiment_id', second.experimentId)
      .update({ parameters: JSON.stringify(parameters) })
    await promote(first, 'trend')
    assert.include((await get(client, '/models/trend/1')).text(), 'This is the only one.')
    await promote(second, 'trend')
    await plantJudgement(second)
    const html = (await get(client, '/models/trend/2')).text()
    const table = /aria-label="Versions compared"[\s\S]*?<\/table>/.exec(html)![0]
    assert.match(
      table,
      /agent\.gamma<\/code><\/th>\s*<td class="wrap">0\.95<\/td>\s*<td class="wrap">0\.99</
    )
    assert.match(table, /Sharpe there<\/th>\s*<td class="wrap">1\.25<\/td>\s*<td class="wrap">–</)
    assert.notInclude(table, 'agent.learningRate')
    assert.notInclude(table, 'Seeds')
  })

  test('the lineage says in words what each run was trained on and what judges it', async ({
    client,
    assert,
  }) => {
    const planted = await plantSeeds()
    const evaluationId = await plantJudgement(planted)
    const html = (await get(client, `/models/candidates/${planted.experimentId}`)).text()
    const graph = /<ol class="lineage">[\s\S]*?<\/ol>/.exec(html)![0]
    const text = graph.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    assert.match(text, /Datasets PLANTED 1d .* Runs Run \d+, seed 1 .* trained on PLANTED 1d/)
    assert.include(text, `Evaluation ${evaluationId} sealed test, look 1 , judges all seeds`)
    // one dataset to three runs, three runs to one evaluation
    assert.lengthOf(graph.match(/<path /g)!, 6)
  })

  test('the manifest has the hashes to copy and every feature with its scaler', async ({
    client,
    assert,
  }) => {
    const { experimentId, runIds } = await plantSeeds()
    const [model] = await db.from('models').where('run_id', runIds[0]!)
    const html = (await get(client, `/models/candidates/${experimentId}?seed=1`)).text()
    assert.include(html, `data-copy="${model.weights_sha256}"`)
    const features = /aria-label="Features and scaler"[\s\S]*?<\/table>/.exec(html)![0]
    assert.match(features, /feature_1<\/code><\/th><td class="num">1<\/td><td class="num">2</)
    assert.include(html, 'simd 1, fused multiply-add')
  })

  test('a chosen model is exported as CSV, and compared by its experiment', async ({
    client,
    assert,
  }) => {
    const { experimentId } = await plantSeeds()
    const csv = await get(client, `/chosen.csv?ids=model-${experimentId}`)
    assert.match(csv.text(), new RegExp(`^experiment_id,.*\\n${experimentId},`))
    assert.equal((await get(client, `/compare?ids=model-${experimentId}`)).status(), 200)
  })

  test('experiment, run and search lead to the model', async ({ client, assert }) => {
    const planted = await plantSeeds()
    const { experimentId, runIds } = planted
    const experiment = async () => (await get(client, `/experiments/${experimentId}`)).text()
    assert.include(await experiment(), 'id="promote-dialog"')
    await promote(planted, 'trend')
    assert.include(await experiment(), 'href="/models/trend/1">Model trend 1</a>')
    const run = (await get(client, `/runs/${runIds[0]}`)).text()
    assert.include(run, `/models/candidates/${experimentId}`)
    const moved = await client.get(`/models/candidates/${experimentId}`).loginAs(user).redirects(0)
    assert.equal(moved.header('location'), '/models/trend/1')
    const found = (await get(client, '/search?q=tren')).text()
    assert.include(found, 'trend 1')
  })

  test('what is promoted is not deleted with others, and the dialog says so', async ({
    client,
    assert,
  }) => {
    const planted = await plantSeeds({ statuses: ['cancelled', ...Array(3).fill('completed')] })
    const { experimentId, runIds } = planted
    await promote(planted, 'trend')
    for (const id of [`experiment-${experimentId}`, `run-${runIds[1]}`]) {
      const dialog = (await get(client, `/chosen/delete?ids=${id}`)).text()
      assert.include(dialog, 'it belongs to model trend 1: retire that first')
    }
    await client
      .post('/chosen/delete')
      .loginAs(user)
      .withCsrfToken()
      .form({ ids: `experiment-${experimentId}` })
    assert.lengthOf(await db.from('training_runs').where('experiment_id', experimentId), 4)
  })

  test('a model that is not there says so', async ({ client, assert }) => {
    for (const [path, message] of [
      ['/models/none/1', 'There is no model none 1.'],
      ['/models/candidates/999999', 'There is no model of experiment 999999.'],
    ] as const) {
      const answer = await get(client, path)
      assert.equal(answer.status(), 404)
      assert.include(answer.text(), message)
    }
  })
})

import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#models/user'
import { plantEvaluation, plantLook } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

/** What a person reads: no scripts, no tags. */
function textOf(html: string): string {
  return html
    .replaceAll(/<script[\s\S]*?<\/script>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

const ORDER = [
  'Not shown to beat buy and hold.',
  'Degenerate policy',
  'Equity and drawdown',
  'Against each benchmark',
  'Metrics',
  'Cost stress',
  'Delay and extreme bars',
  'Folds',
  'Monthly returns',
  'Deepest drawdowns',
  'Rolling Sharpe and volatility',
  'Trades by return',
  'Excursions',
  'How sure',
  'Settings',
  'Looks at this test range',
]

test.group('Pages of evaluations', (group) => {
  let planted: PlantedRun
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun()
    user = await User.create({
      email: 'ada@example.com',
      password: 'correct horse battery',
      role: 'researcher',
    })
  })

  const page = async (client: ApiClient, path: string) => client.get(path).loginAs(user)

  test('a tear sheet says first whether it beats buy and hold, and its parts keep their order', async ({
    client,
    assert,
  }) => {
    await plantLook('first try')
    const shape = { seeds: 5, folds: 8, notes: ['Run 3 was cancelled.'] }
    const { evaluationId } = await plantEvaluation({ ...planted, look: 2, reason: 'last', shape })
    const response = await page(client, `/evaluations/${evaluationId}`)
    assert.equal(response.status(), 200)
    const text = textOf(response.text()).replace(/^.*?Evaluate again/, '')
    let from = 0
    for (const part of ORDER) {
      const at = text.indexOf(part, from)
      assert.isAbove(at, -1, `${part} does not come after ${from}`)
      from = at
    }
    assert.include(text, 'Run 3 was cancelled.')
    assert.include(text, 'first try')
  })

  for (const [name, shape] of [
    ['two bars', { bars: 2, settings: { startShifts: 0 } }],
    ['an agent that never trades', { policy: 'flat' }],
    ['three seeds and folds', { seeds: 3, folds: 4 }],
  ] as const) {
    test(`nothing is ever NaN, undefined or infinite on the page of ${name}`, async ({
      client,
      assert,
    }) => {
      const { evaluationId } = await plantEvaluation({ ...planted, range: 'validation', shape })
      const response = await page(client, `/evaluations/${evaluationId}`)
      assert.equal(response.status(), 200)
      assert.notMatch(response.text(), /\bNaN\b|\bInfinity\b/)
      // in sentences "undefined" is a word
      assert.notMatch(response.text(), /<(td|dd|th|dt|b)\b[^>]*>[^<]*(undefined|null)/)
    })
  }

  test('a failed evaluation says what failed and what to do, and keeps its look', async ({
    client,
    assert,
  }) => {
    const { evaluationId } = await plantEvaluation({ ...planted, status: 'failed' })
    const text = textOf((await page(client, `/evaluations/${evaluationId}`)).text())
    assert.include(text, 'E_DATASET_DIFFERS')
    assert.include(text, 'Evaluate on the version that it was trained on.')
    assert.include(text, 'stays counted')
  })

  test('a walk-forward evaluation that trains shows each of its folds', async ({
    client,
    assert,
  }) => {
    const { evaluationId } = await plantEvaluation({
      ...planted,
      range: 'walk_forward',
      status: 'training',
    })
    const fold = { evaluation_id: evaluationId, fold: 3 }
    await db.from('experiments').where('experiment_id', planted.experimentId).update(fold)
    const html = (await page(client, `/evaluations/${evaluationId}`)).text()
    assert.include(textOf(html), '1 of 1 fold trained')
    assert.include(html, `/evaluations/${evaluationId}/live`)
    assert.include(textOf(html), '60 of 60')
  })

  test('folds that train have a per cent, time left, an end and a rate', async ({
    client,
    assert,
  }) => {
    const training = { ...planted, range: 'walk_forward', status: 'training' } as const
    const { evaluationId } = await plantEvaluation(training)
    const fold = { evaluation_id: evaluationId, fold: 1 }
    await db.from('experiments').where('experiment_id', planted.experimentId).update(fold)
    const run = () => db.from('training_runs').where('run_id', planted.runId)
    const beat = { status: 'running', heartbeat_at: new Date(), end_time: null }
    // 2 s an episode: 45 of 60 are left
    await run().update({ ...beat, episodes_done: 15, seconds: 30 })
    const shown = async () => textOf((await page(client, `/evaluations/${evaluationId}`)).text())
    assert.match(
      await shown(),
      /25(\.0)?\s%\s+of all episodes\s+1 min 30 s\s+left, done about \d\d:\d\d/
    )
    assert.match(await shown(), /3,081\s+environment steps\/s\s+770\s+updates\/s/)
    await run().update({ heartbeat_at: new Date(0) })
    assert.notInclude(await shown(), 'left, done about')
  })

  test('every bar is in the CSV, a curve on the page has at most some 1,500 points', async ({
    client,
    assert,
  }) => {
    const { evaluationId, sheet } = await plantEvaluation({
      ...planted,
      range: 'validation',
      shape: { bars: 5000 },
    })
    const csv = (await page(client, `/evaluations/${evaluationId}/equity.csv`)).text().trim()
    const [head, ...lines] = csv.split('\n')
    assert.lengthOf(lines, 5000)
    const column = head!.split(',').indexOf('seed_1')
    const drawn = lines.map((line) => Number(line.split(',')[column]))
    assert.deepEqual(drawn, [...sheet!.agents[0]!.equity])
    const chart = (await page(client, `/evaluations/${evaluationId}/chart`)).body()
    assert.isBelow(chart.x.values.length, 1540)
    const window = (await page(client, `/evaluations/${evaluationId}/chart?from=100&to=600`)).body()
    assert.lengthOf(window.x.values, 501)
  })

  test('each file that is offered can be had as CSV and JSON, another name is refused', async ({
    client,
    assert,
  }) => {
    const { evaluationId, sheet } = await plantEvaluation({ ...planted, shape: { folds: 4 } })
    const html = (await page(client, `/evaluations/${evaluationId}`)).text()
    const offered = new Set(html.match(/\/evaluations\/\d+\/[a-z-]+\.(csv|json)/g))
    assert.lengthOf(offered, 10)
    for (const path of offered) {
      for (const each of [path, path.replace(/csv$/, 'json')]) {
        const response = await page(client, each)
        assert.equal(response.status(), 200, each)
        assert.isAbove(response.text().length, 20, each)
      }
    }
    const whole = (await page(client, `/evaluations/${evaluationId}/tear-sheet.json`)).body()
    assert.deepEqual(whole.tear_sheet, JSON.parse(JSON.stringify(sheet)))
    const none = await page(client, `/evaluations/${evaluationId}/constructor.csv`)
    assert.equal(none.status(), 404)
    assert.include(none.text(), 'trades.csv')
  })

  test('the list can be narrowed, and turned by the difference to buy and hold', async ({
    client,
    assert,
  }) => {
    const first = await plantEvaluation({ ...planted, range: 'test', shape: { bars: 700 } })
    const second = await plantEvaluation({ ...planted, range: 'validation', shape: { seeds: 3 } })
    const queued = await plantEvaluation({ ...planted, range: 'validation', status: 'queued' })
    const listed = async (query: string) => {
      const html = (await page(client, `/evaluations?${query}`)).text()
      return [...html.matchAll(/data-href="\/evaluations\/(\d+)"/g)].map(([, id]) => Number(id))
    }
    const ids = [first, second, queued].map(({ evaluationId }) => evaluationId)
    assert.deepEqual(await listed(''), ids.toReversed())
    assert.deepEqual(await listed('range=test'), [ids[0]])
    assert.deepEqual(await listed('status=queued'), [ids[2]])
    assert.deepEqual(await listed('dataset=msft'), [])
    assert.deepEqual(await listed(`experiment=${planted.experimentId}&range=validation`), [
      ids[2],
      ids[1],
    ])
    const difference = ({ sheet }: typeof first) => sheet!.benchmarks[0]!.sharpeDifference!
    const byDifference = [first, second]
      .sort((a, b) => difference(b) - difference(a))
      .map(({ evaluationId }) => evaluationId)
    assert.deepEqual(await listed('sort=-difference'), [...byDifference, ids[2]])
    assert.deepEqual(await listed('sort=difference'), [...byDifference.toReversed(), ids[2]])
  })

  test('one that goes on is cancelled from its page, which then says so; viewers cannot', async ({
    client,
    assert,
  }) => {
    const { evaluationId } = await plantEvaluation({ ...planted, status: 'running' })
    const path = `/evaluations/${evaluationId}`
    assert.include((await page(client, path)).text(), `action="${path}/cancel"`)
    await user.merge({ role: 'viewer' }).save()
    assert.notInclude((await page(client, path)).text(), `${path}/cancel`)
    const refused = await client.post(`${path}/cancel`).loginAs(user).withCsrfToken()
    assert.equal(refused.status(), 403)
    await user.merge({ role: 'researcher' }).save()
    await client.post(`${path}/cancel`).loginAs(user).withCsrfToken()
    const html = (await page(client, path)).text()
    assert.notInclude(html, `action="${path}/cancel"`)
    assert.include(textOf(html), 'Cancelled It was cancelled at')
    assert.include(textOf(html), 'Its look at the test range stays counted')
  })

  test('several are cancelled in the list of jobs, with what that ends', async ({
    client,
    assert,
  }) => {
    const going = await plantEvaluation({ ...planted, status: 'queued' })
    const ended = await plantEvaluation(planted)
    const ids = [going, ended].map(({ evaluationId: id }) => `evaluation-${id}`).join(',')
    const dialog = textOf((await page(client, `/chosen/cancel?ids=${ids}`)).text())
    assert.include(dialog, 'Ends 1 evaluation without a tear sheet.')
    assert.include(dialog, 'for it is completed')
    const form = { ids, back: '/jobs' }
    await client.post('/chosen/cancel').form(form).loginAs(user).withCsrfToken()
    const { status } = await db
      .from('evaluation_runs')
      .where('evaluation_id', going.evaluationId)
      .firstOrFail()
    assert.equal(status, 'cancelled')
  })

  test('a deleted evaluation leaves its look behind', async ({ client, assert }) => {
    const { evaluationId } = await plantEvaluation(planted)
    await client.post(`/evaluations/${evaluationId}/delete`).loginAs(user).withCsrfToken()
    assert.equal((await page(client, `/evaluations/${evaluationId}`)).status(), 404)
    const [look] = await db.from('test_looks')
    assert.isNull(look.evaluation_id)
  })
})

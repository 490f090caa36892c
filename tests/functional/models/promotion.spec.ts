import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import User from '#models/user'
import ModelService from '#services/model_service'
import TrainingService from '#services/training_service'
import { plantJudgement, plantSeeds, type PlantedModel } from './planted_model.js'

const ACTOR = { userId: null, person: 'test', route: 'command', address: null } as const

test.group('Promotion', (group) => {
  let models: ModelService

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    models = await app.container.make(ModelService)
  })

  const promote = ({ experimentId }: PlantedModel, name = 'trend', reason = '') =>
    models.promote({ experimentId, name, reason }, ACTOR)

  const membersOf = async ({ experimentId }: PlantedModel) => {
    const { rows } = await db.rawQuery(
      `select m.run_id from model_versions p join model_version_members k using (model_version_id)
       join models m using (model_id) where p.experiment_id = ? order by m.run_id`,
      [experimentId]
    )
    return rows.map(({ run_id: id }: { run_id: number }) => id)
  }

  test('two completed seeds are refused, and the refusal names both numbers', async ({
    assert,
  }) => {
    const planted = await plantSeeds({ statuses: ['completed', 'completed', 'cancelled'] })
    await plantJudgement(planted)
    await assert.rejects(
      () => promote(planted),
      `Experiment ${planted.experimentId} has 2 completed seeds, but promotion needs at least 3. Nothing was changed.`
    )
    assert.lengthOf(await db.from('model_versions'), 0)
  })

  test('three completed seeds whose verdicts passed are promoted without a reason, a fourth that was cancelled stays out', async ({
    assert,
  }) => {
    const statuses = ['completed', 'completed', 'cancelled', 'completed']
    const planted = await plantSeeds({ statuses })
    const evaluationId = await plantJudgement(planted)
    const named = await promote(planted)
    assert.deepEqual(named, { experimentId: planted.experimentId, name: 'trend', version: 1 })
    const [first, second, , fourth] = planted.runIds
    assert.deepEqual(await membersOf(planted), [first, second, fourth])
    const [line] = await db.from('audit_events').where('act', 'model.promote')
    assert.equal(line.object_id, 'trend/1')
    assert.containsSubset(line.details, {
      evaluationId,
      seeds: 3,
      notPassed: [],
      before: { stage: 'candidate' },
      after: { stage: 'promoted' },
    })
  })

  test('seeds that still train are waited for', async ({ assert }) => {
    const statuses = ['completed', 'completed', 'completed', 'running']
    const planted = await plantSeeds({ statuses })
    await plantJudgement(planted)
    await assert.rejects(() => promote(planted), /^1 runs? of experiment \d+ still wait or train/)
  })

  for (const [what, states, named] of [
    ['a warning', { beats_buy_and_hold: 'warn' }, /1 of the verdicts .* beats buy and hold/],
    ['a failure', { cost_stress: 'fail', seed_spread: 'fail' }, /2 of .* cost stress, seed spread/],
    ['a verdict that could not run', { delay_stress: 'not_run' }, /delay stress/],
  ] as const) {
    test(`${what} needs a reason, which the audit log keeps`, async ({ assert }) => {
      const planted = await plantSeeds()
      await plantJudgement(planted, states)
      await assert.rejects(() => promote(planted), named)
      await assert.rejects(() => promote(planted, 'trend', '   '), named)
      await promote(planted, 'trend', 'It is the best we have.')
      const [line] = await db.from('audit_events').where('act', 'model.promote')
      assert.deepEqual(line.details.notPassed, Object.keys(states))
      assert.equal(line.details.reason, 'It is the best we have.')
    })
  }

  test('without an evaluation of all seeds a reason is needed', async ({ assert }) => {
    const planted = await plantSeeds()
    const ofOneRun = await plantJudgement(planted)
    const [runId] = planted.runIds
    await db.from('evaluation_runs').where('evaluation_id', ofOneRun).update({ run_id: runId })
    await assert.rejects(() => promote(planted), /has no evaluation of all its seeds/)
    await promote(planted, 'trend', 'To be judged on paper.')
  })

  test('the newest evaluation counts, not the best', async ({ assert }) => {
    const planted = await plantSeeds()
    await plantJudgement(planted)
    await plantJudgement(planted, { cost_stress: 'fail' })
    await assert.rejects(() => promote(planted), /cost stress/)
  })

  test('a name that is there gets its next version, a name that does not fit is refused', async ({
    assert,
  }) => {
    const [first, second, other] = [await plantSeeds(), await plantSeeds(), await plantSeeds()]
    assert.equal((await promote(first, 'trend', 'x')).version, 1)
    assert.equal((await promote(second, ' trend ', 'x')).version, 2)
    for (const name of ['', 'Trend', '-x', 'a/b', 'candidates', 'x'.repeat(61)]) {
      await assert.rejects(() => promote(other, name, 'x'), /^name is /)
    }
    assert.equal((await promote(other, 'calm.2', 'x')).version, 1)
  })

  test('a retired model keeps its record and comes back under its own name', async ({ assert }) => {
    const planted = await plantSeeds()
    await promote(planted, 'trend', 'x')
    await assert.rejects(
      () => promote(planted, 'trend', 'x'),
      /trend 1 is promoted and cannot be promoted/
    )
    const retired = await models.retire(planted.experimentId, 'Version 2 is better.', ACTOR)
    assert.deepEqual(retired, { experimentId: planted.experimentId, name: 'trend', version: 1 })
    const [row] = await db.from('model_versions')
    assert.containsSubset(row, { stage: 'retired', retire_reason: 'Version 2 is better.' })
    await assert.rejects(
      () => models.retire(planted.experimentId, '', ACTOR),
      /is retired and cannot be retired/
    )
    await assert.rejects(() => promote(planted, 'other', 'x'), /keeps its name/)
    const { version } = await models.promote(
      { experimentId: planted.experimentId, reason: 'Missed.' },
      ACTOR
    )
    assert.equal(version, 1)
    const [again] = await db.from('model_versions')
    assert.containsSubset(again, { stage: 'promoted', retired_at: null, reason: 'Missed.' })
    assert.lengthOf(await membersOf(planted), 3)
    const acts = await db
      .from('audit_events')
      .where('object_id', 'trend/1')
      .orderBy('audit_event_id')
    assert.deepEqual(
      acts.map(({ act }) => act),
      ['model.promote', 'model.retire', 'model.promote']
    )
  })

  test('runs of a promoted model are kept, those of a retired one may go', async ({ assert }) => {
    const training = await app.container.make(TrainingService)
    const planted = await plantSeeds({ statuses: [...Array(4).fill('completed'), 'failed'] })
    await promote(planted, 'trend', 'x')
    const [first] = planted.runIds
    await assert.rejects(
      () => training.delete(first!, ACTOR),
      `Run ${first} belongs to model trend 1, which is promoted, and is not deleted.`
    )
    await training.delete(planted.runIds[4]!, ACTOR)
    await models.retire(planted.experimentId, '', ACTOR)
    await training.delete(first!, ACTOR)
    assert.lengthOf(await membersOf(planted), 3)
  })

  test('what retrains a fold is not promoted', async ({ assert }) => {
    const planted = await plantSeeds()
    const { experimentId } = planted
    await db.from('experiments').where('experiment_id', experimentId).update({ fold: 2 })
    await assert.rejects(() => promote(planted, 'trend', 'x'), /retrains a fold/)
  })
})

test.group('Promotion by page', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  const person = async (role: 'viewer' | 'researcher') =>
    User.create({ email: `${role}@example.com`, password: 'correct horse battery', role })

  const post = async (client: ApiClient, user: User, path: string, body: object) =>
    client.post(path).loginAs(user).withCsrfToken().redirects(0).form(body)

  test('the dialog lists every verdict, and promoting leads to the model', async ({
    client,
    assert,
  }) => {
    const planted = await plantSeeds()
    await plantJudgement(planted, { cost_stress: 'fail' })
    const user = await person('researcher')
    const path = `/models/candidates/${planted.experimentId}`
    const html = (await client.get(path).loginAs(user)).text()
    const dialog = /<dialog id="promote-dialog"[\s\S]*?<\/dialog>/.exec(html)![0]
    assert.lengthOf(dialog.match(/<li>/g)!, 9)
    assert.match(dialog, /Fail\s*<\/span>\s*<span>Cost stress/)
    assert.include(dialog, 'value="trend-of-aapl"')
    const act = `/experiments/${planted.experimentId}/promote`
    const refused = await post(client, user, act, { name: 'trend' })
    assert.equal(refused.status(), 422)
    assert.include(refused.text(), 'did not pass: cost stress.')
    const done = await post(client, user, act, { name: 'trend', reason: 'Costs are met.' })
    assert.equal(done.header('location'), '/models/trend/1')
    const shown = await client.get(path).loginAs(user)
    assert.include(shown.text(), 'Promoted all the same: Costs are met.')
    assert.notInclude(shown.text(), 'promote-dialog')
    const retired = await post(client, user, `/experiments/${planted.experimentId}/retire`, {})
    assert.equal(retired.header('location'), '/models/trend/1')
  })

  test('two seeds cannot be promoted, and the page says why', async ({ client, assert }) => {
    const planted = await plantSeeds({ statuses: ['completed', 'completed'] })
    const user = await person('researcher')
    const html = (
      await client.get(`/models/candidates/${planted.experimentId}`).loginAs(user)
    ).text()
    assert.include(html, 'It has 2 completed seeds; promotion needs 3.')
    assert.notInclude(html, 'promote-dialog')
    const act = `/experiments/${planted.experimentId}/promote`
    const refused = await post(client, user, act, { name: 'trend', reason: 'x' })
    assert.equal(refused.status(), 403)
    assert.include(refused.text(), '2 completed seeds, but promotion needs at least 3')
  })

  test('a viewer reads the model and is offered nothing to do', async ({ client, assert }) => {
    const planted = await plantSeeds()
    const user = await person('viewer')
    const html = (
      await client.get(`/models/candidates/${planted.experimentId}`).loginAs(user)
    ).text()
    assert.notMatch(html, /Promote…|Make export|<form method="post" action="\/experiments/)
    for (const act of ['promote', 'retire', 'exports']) {
      const answer = await post(client, user, `/experiments/${planted.experimentId}/${act}`, {})
      assert.equal(answer.status(), 403, act)
    }
  })
})

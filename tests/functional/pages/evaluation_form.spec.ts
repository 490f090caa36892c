import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#models/user'
import { plantVersions } from '#tests/functional/models/planted_versions'
import { plantLook } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

test.group('Form of a new evaluation', (group) => {
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

  const send = (client: ApiClient, form: object) =>
    client
      .post('/evaluations')
      .form({ experiment: planted.experimentId, ...form })
      .header('HX-Request', 'true')
      .loginAs(user)
      .withCsrfToken()

  test('it says which look at the test range the next one will be', async ({ client, assert }) => {
    const path = `/evaluations/new?experiment=${planted.experimentId}`
    assert.include((await client.get(path).loginAs(user)).text(), 'This will be look 1.')
    // a look at other bars does not count, one at these does
    await plantLook('elsewhere')
    assert.include((await client.get(path).loginAs(user)).text(), 'This will be look 1.')
    const [{ first_time: from, last_time: to }] = await db.from('datasets')
    await db.from('test_looks').update({ from_time: from, to_time: to })
    assert.include((await client.get(path).loginAs(user)).text(), 'This will be look 2.')
  })

  test('a promoted trial of a study can be chosen, by the name and version of its model', async ({
    client,
    assert,
  }) => {
    await plantVersions(planted.datasetId)
    const studyId = await plantStudy(planted.datasetId)
    const [trial] = await db.from('study_trials').where('study_id', studyId).limit(1)
    const { study_trial_id: of } = trial as { study_trial_id: number }
    const [{ experiment_id: id }] = await db.from('model_versions').where('version', 2)
    await db.from('experiments').where('experiment_id', id).update({ study_trial_id: of })
    const html = (await client.get('/evaluations/new').loginAs(user)).text()
    assert.include(html, `<option value="${id}">Model aapl-trend 2 · `)
  })

  for (const [what, form, field, words] of [
    ['no reason for the test range', { range: 'test', reason: ' ' }, 'reason', 'is empty'],
    ['one fold', { range: 'walk_forward', folds: 1 }, 'folds', 'from 2 to 50'],
    [
      'no trial in a fold',
      { range: 'walk_forward', retune: 'agent', trials: 0 },
      'trials',
      'from 1 to',
    ],
    ['a bound', { range: 'validation', bootstrap: 99 }, 'bootstrap', 'from 100 to 100000'],
    ['words for costs', { range: 'validation', costs: '1, many' }, 'costs', 'many'],
    ['averages turned round', { range: 'validation', smaFast: 40 }, 'smaFast', 'must be under'],
    ['a range that is none', { range: 'training' }, 'range', 'range'],
    ['nothing to judge', { range: 'validation', experiment: '' }, 'experiment', 'No experiment'],
  ] as const) {
    test(`${what} is refused by name, and nothing is stored`, async ({ client, assert }) => {
      const response = await send(client, form)
      assert.equal(response.status(), 422)
      assert.include(response.text(), `data-field="${field}"`)
      assert.include(response.text(), words)
      assert.lengthOf(await db.from('evaluation_runs'), 0)
      assert.lengthOf(await db.from('test_looks'), 0)
    })
  }

  test('an experiment without a model is refused without a look', async ({ client, assert }) => {
    const response = await send(client, { range: 'test', reason: 'final check' })
    assert.equal(response.status(), 409)
    assert.include(response.text(), 'E_NOTHING_TO_EVALUATE')
    assert.lengthOf(await db.from('test_looks'), 0)
  })
})

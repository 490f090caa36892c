import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#models/user'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { parametersWith, plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

test.group('Pages of a run', (group) => {
  let planted: PlantedRun
  let viewer: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 10 })
    const [email, password] = ['vic@example.com', 'correct horse battery']
    viewer = await User.create({ email, password, role: 'viewer' })
  })

  const words = async (client: ApiClient, path: string) =>
    (await client.get(path).loginAs(viewer))
      .text()
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')

  test('its configuration shows all, the changes, or the difference to another run', async ({
    client,
    assert,
  }) => {
    const path = `/runs/${planted.runId}/configuration`
    assert.include(await words(client, path), 'agent.gamma 0.99')
    const changes = await words(client, `${path}?show=changes`)
    // 10 episodes, validated every 10: the planted run's changes
    assert.include(changes, 'training.episodes 10 1000')
    assert.notInclude(changes, 'agent.gamma')
    const other = await plantRun({ symbol: 'MSFT', episodes: 10 })
    const same = await words(client, `${path}?show=changes&with=${other.runId}`)
    assert.include(same, `Run ${other.runId} has the same parameters.`)
    const parameters = parametersWith({
      ...{ 'training.validateEvery': 10, 'training.episodes': 10, 'agent.gamma': 0.9 },
    })
    await db
      .from('training_runs')
      .where('run_id', other.runId)
      .update({ parameters: JSON.stringify(parameters) })
    const diff = await words(client, `${path}?show=changes&with=${other.runId}`)
    assert.include(diff, 'agent.gamma 0.99 0.9')
    assert.notInclude(diff, 'training.episodes')
  })

  test('its checks say the embargo and the looks of its experiment at the test range', async ({
    client,
    assert,
  }) => {
    const path = `/runs/${planted.runId}`
    const text = await words(client, path)
    assert.include(text, 'Embargo 30 bars, window 30')
    assert.include(text, 'sealed, 0 looks by this experiment')
    // 10 episodes of 359 steps: the memory holds them all
    assert.include(text, 'Replay memory 3,590')
  })

  test('deleting a run states what goes with it, and asks for its name', async ({
    client,
    assert,
  }) => {
    const ada = await User.create({
      ...{ email: 'ada@example.com', password: 'correct horse battery', role: 'researcher' },
    })
    const page = (await client.get(`/runs/${planted.runId}`).loginAs(ada)).text()
    // 10 episodes of training, one of validation
    assert.include(page, 'Deletes 11 episodes of all kinds')
    assert.include(page, '0 models and 0 evaluations of this run alone')
    assert.include(page, `data-name="run ${planted.runId}"`)
  })

  test('a trial of a study is where a new run begins', async ({ client, assert }) => {
    const ada = await User.create({
      ...{ email: 'ada@example.com', password: 'correct horse battery', role: 'researcher' },
    })
    const study = await plantStudy(planted.datasetId, {}, 2)
    const [first, second] = await db.from('study_trials').where('study_id', study).orderBy('number')
    const trial = parametersWith({ 'agent.gamma': 0.9 })
    await db
      .from('experiments')
      .where('experiment_id', planted.experimentId)
      .update({ study_trial_id: first.study_trial_id, parameters: JSON.stringify(trial) })
    const path = (number: number) => `/runs/new?study=${study}&trial=${number}`
    const form = (await client.get(path(first.number)).loginAs(ada)).text()
    assert.include(form, `trial ${first.number} of study ${study}`)
    assert.match(form, /name="set\[agent\]\[gamma\]" value="0.9"/)
    // one that has not begun has no configuration yet
    const missing = await client.get(path(second.number)).loginAs(ada)
    assert.equal(missing.status(), 404)
  })
})

import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { datasetUses } from '#services/pages/dataset_uses'
import { plantVersions } from '#tests/functional/models/planted_versions'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import User from '#models/user'

test.group('What uses a dataset', (group) => {
  let planted: PlantedRun
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun()
    const password = 'correct horse battery'
    user = await User.create({ email: 'rex@example.com', password, role: 'researcher' })
  })

  test('experiments, studies, evaluations and models are listed, what keeps it first', async ({
    assert,
  }) => {
    const { datasetId } = planted
    await plantStudy(datasetId)
    await plantEvaluation(planted)
    await plantVersions(datasetId)
    const uses = await datasetUses(datasetId)
    const kinds = uses.map(({ kind, holds }) => `${kind} ${holds ? 'keeps' : 'uses'}`)
    assert.includeMembers(kinds, [
      'experiment keeps',
      'study keeps',
      'evaluation uses',
      'model uses',
    ])
    const holds = uses.map((use) => use.holds)
    assert.deepEqual(
      holds,
      holds.toSorted((a, b) => Number(b) - Number(a))
    )
    assert.containsSubset(uses, [{ kind: 'study', parts: 27, holds: true }])
  })

  test('the experiment of a trial is a part of its study, and not listed beside it', async ({
    assert,
  }) => {
    const { datasetId, experimentId } = planted
    const studyId = await plantStudy(datasetId)
    const [trial] = await db.from('study_trials').where('study_id', studyId).limit(1)
    await db
      .from('experiments')
      .where('experiment_id', experimentId)
      .update({ study_trial_id: trial.study_trial_id })
    const uses = await datasetUses(datasetId)
    assert.notInclude(
      uses.map(({ href }) => href),
      `/experiments/${experimentId}`
    )
  })

  test('the page says why it cannot be deleted, also where a study alone keeps it', async ({
    client,
    assert,
  }) => {
    const { datasetId } = planted
    await plantStudy(datasetId)
    await db.from('experiments').whereNull('study_trial_id').delete()
    const page = (await client.get(`/datasets/${datasetId}?tab=uses`).loginAs(user)).text()
    assert.include(page, 'Cannot be deleted')
    assert.include(page, 'AAPL hill 27')
    assert.include(page, 'keeps it')
    assert.notInclude(page, 'delete-dialog')
  })

  test('what nothing uses can be deleted, and says so', async ({ client, assert }) => {
    await db.from('experiments').delete()
    const path = `/datasets/${planted.datasetId}?tab=uses`
    const page = (await client.get(path).loginAs(user)).text()
    assert.include(page, 'Nothing uses this version.')
    assert.include(page, 'delete-dialog')
    assert.notInclude(page, 'Cannot be deleted')
  })
})

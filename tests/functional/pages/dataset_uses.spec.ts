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

  test('the list of datasets counts experiments and studies, not the trials of these', async ({
    client,
    assert,
  }) => {
    const { datasetId, experimentId } = planted
    const listed = async () => {
      const html = (await client.get('/datasets').loginAs(user)).text()
      return new RegExp(`href="/datasets/${datasetId}\\?tab=uses">([^<]*)<`).exec(html)?.[1]
    }
    assert.equal(await listed(), '1 experiment')
    const studyId = await plantStudy(datasetId)
    const [trial] = await db.from('study_trials').where('study_id', studyId).limit(1)
    const { study_trial_id: of } = trial as { study_trial_id: number }
    await db.from('experiments').where('experiment_id', experimentId).update({ study_trial_id: of })
    assert.equal(await listed(), '1 study')
  })

  test('looks are numbered as evaluations count them: by bars that overlap', async ({
    client,
    assert,
  }) => {
    const { datasetId } = planted
    const [{ symbol, interval }] = await db.from('datasets').where('dataset_id', datasetId)
    const day = (month: number) => new Date(Date.UTC(2030, month, 1))
    const look = (from: number, to: number) => ({
      ...{ symbol, interval, dataset_id: datasetId, reason: 'final check' },
      ...{ from_time: day(from), to_time: day(to) },
    })
    await db.table('test_looks').multiInsert([look(0, 2), look(5, 7), look(1, 3)])
    const html = (await client.get(`/datasets/${datasetId}?tab=looks`).loginAs(user)).text()
    const numbers = [...html.matchAll(/<th scope="row" class="num">(\d+)<\/th>/g)].map(([, n]) => n)
    // the newest first: it overlaps the first, not the second
    assert.deepEqual(numbers, ['2', '1', '1'])
    assert.include(html, '3 looks.')
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

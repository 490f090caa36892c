import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#models/user'
import { STUDY_FILES } from '#transformers/study_files'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

test.group('Files of a study', (group) => {
  let studyId: number
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    const { datasetId } = await plantRun()
    studyId = await plantStudy(datasetId)
    user = await User.create({
      ...{ email: 'ada@example.com', password: 'correct horse battery', role: 'viewer' },
    })
  })

  const file = (client: ApiClient, name: string) =>
    client.get(`/studies/${studyId}/files/${name}`).loginAs(user)
  const lines = (csv: string) => csv.trimEnd().split('\n')

  test('every plot is there as CSV and JSON with the same records', async ({ client, assert }) => {
    for (const name of Object.keys(STUDY_FILES)) {
      const csv = await file(client, `${name}.csv`)
      const json = await file(client, `${name}.json`)
      const records = JSON.parse(json.text()) as object[]
      assert.equal(csv.status(), 200, name)
      assert.include(csv.header('content-disposition'), `study-${studyId}-${name}.csv`)
      // nothing was trained, and there is one objective
      if (['curves', 'timeline', 'front'].includes(name)) assert.isEmpty(records, name)
      else {
        assert.isAbove(records.length, 0, name)
        assert.lengthOf(lines(csv.text()), records.length + 1, name)
        assert.equal(lines(csv.text())[0], Object.keys(records[0]!).join(','), name)
      }
    }
  })

  test('the trials come in the order and by the filter of the table, all of them', async ({
    client,
    assert,
  }) => {
    const all = JSON.parse((await file(client, 'trials.json')).text()) as { trial: number }[]
    assert.deepEqual(
      all.map(({ trial }) => trial),
      Array.from({ length: 27 }, (_, k) => k)
    )
    const csv = await file(client, 'trials.csv?status=failed')
    const [head, ...rows] = lines(csv.text())
    assert.include(head, 'agent.gamma,agent.nStep,agent.double')
    assert.lengthOf(rows, 1)
    assert.match(rows[0]!, /^7,failed,.*The loss became NaN\./)
    const none = await file(client, 'trials.json?objective=99..100')
    assert.deepEqual(JSON.parse(none.text()), [])
  })

  test('the results hold the study, its trials and everything that is drawn', async ({
    client,
    assert,
  }) => {
    const results = JSON.parse((await file(client, 'results.json')).text()) as Record<string, never>
    assert.sameMembers(Object.keys(results), ['study', 'trials', ...Object.keys(STUDY_FILES)])
    assert.equal((results['study'] as { study_id: number }).study_id, studyId)
    assert.lengthOf(results['trials'] as unknown[], 27)
  })

  test('slices are of the parameter that is asked for, a contour of the pair', async ({
    client,
    assert,
  }) => {
    const slices = JSON.parse((await file(client, 'slices.json?path=agent.gamma')).text())
    assert.deepEqual(
      [...new Set((slices as { path: string }[]).map(({ path }) => path))],
      ['agent.gamma']
    )
    const pair = 'contour_x=agent.nStep&contour_y=agent.gamma'
    const [cell] = JSON.parse((await file(client, `contour.json?${pair}`)).text()) as object[]
    assert.deepEqual(Object.keys(cell!), ['agent.nStep', 'agent.gamma', 'expected'])
  })

  test('what is no file says which there are', async ({ client, assert }) => {
    const response = await file(client, 'everything.csv')
    assert.equal(response.status(), 404)
    assert.include(response.text(), 'Take results.json, or trials.csv')
  })
})

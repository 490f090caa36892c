import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import User from '#models/user'
import { storedStudy } from '../tuning/fixture.js'

test.group('Steering a study from its page', (group) => {
  let studyId: number
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    studyId = await plantStudy((await plantRun()).datasetId)
    const password = 'correct horse battery'
    user = await User.create({ email: 'rex@example.com', password, role: 'researcher' })
  })

  const extend = (client: ApiClient, fields: Record<string, string>) =>
    client
      .post(`/studies/${studyId}/extend`)
      .loginAs(user)
      .withCsrfToken()
      .header('hx-request', 'true')
      .form(fields)

  test('bounds by trials, episodes and hours, and trials to try next, reopen it', async ({
    client,
    assert,
  }) => {
    const answer = await extend(client, {
      trials: '40',
      maxEpisodes: '5,000',
      maxHours: '1.5',
      enqueue: 'agent.nStep=2; agent.double=off',
    })
    answer.assertHeader('hx-redirect', `/studies/${studyId}`)
    const study = await storedStudy(studyId)
    assert.deepEqual(
      [study.status, study.trials_bound, Number(study.episodes_bound), study.seconds_bound],
      ['running', 40, 5000, 5400]
    )
    const events = (await db
      .from('study_events')
      .where('study_id', studyId)
      .orderBy('number', 'desc')
      .limit(2)) as { kind: string; detail: { points?: object[] } }[]
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['bounded', 'enqueued']
    )
    assert.deepEqual(events[1].detail.points, [{ 'agent.nStep': 2, 'agent.double': false }])
  })

  test('deleting it asks for its name, for trials and their runs go with it', async ({
    client,
    assert,
  }) => {
    const page = (await client.get(`/studies/${studyId}`).loginAs(user)).text()
    const dialog = /<dialog id="delete-dialog"[^]*?<\/dialog>/.exec(page)?.[0] ?? ''
    assert.include(dialog, 'Its 27 trials are deleted')
    assert.include(dialog, `data-name="study ${studyId}"`)
    assert.match(dialog, /<button class="btn danger solid" type="submit" disabled/)
  })

  test('an empty bound is none', async ({ client, assert }) => {
    await extend(client, { trials: '40', maxEpisodes: '5000', maxHours: '' })
    await extend(client, { trials: '', maxEpisodes: '5000', maxHours: '' })
    const { trials_bound: trials, seconds_bound: seconds } = await storedStudy(studyId)
    assert.deepEqual([trials, seconds], [null, null])
  })

  test('what is wrong is said, and nothing changes', async ({ client, assert }) => {
    const before = await storedStudy(studyId)
    for (const [fields, says] of [
      [{ trials: '5' }, 'trials is 5, but must be at least 27'],
      [{ trials: 'more' }, 'trials is &quot;more&quot;, but must be a number.'],
      [{ trials: '40', maxHours: '0' }, 'The limit of time is 0 hours'],
      [{ trials: '40', enqueue: 'agent.tau=0.1' }, 'Point 1 sets agent.tau'],
      [{ trials: '40', enqueue: 'agent.nStep=99' }, 'is no valid configuration'],
    ] as const) {
      const answer = await extend(client, fields)
      assert.equal(answer.status(), 422, answer.text())
      answer.assertTextIncludes(says)
    }
    assert.deepEqual(await storedStudy(studyId), before)
  })
})

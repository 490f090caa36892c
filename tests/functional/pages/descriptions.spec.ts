import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#models/user'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

test.group('Names, tags and notes', (group) => {
  let planted: PlantedRun
  let ada: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await db.from('experiments').delete()
    planted = await plantRun({ episodes: 10 })
    const [email, password] = ['ada@example.com', 'correct horse battery']
    ada = await User.create({ email, password, role: 'researcher' })
  })

  const describe = (client: ApiClient, form: object) =>
    client
      .post(`/experiments/${planted.experimentId}`)
      .form(form)
      .header('HX-Request', 'true')
      .loginAs(ada)
      .withCsrfToken()
  const stored = () =>
    db.from('experiments').where('experiment_id', planted.experimentId).firstOrFail()

  test('are changed, shown, and in the audit log as they were and are', async ({
    client,
    assert,
  }) => {
    const form = {
      name: 'Momentum',
      tags: 'to check,  three   levels, to check',
      notes: 'Line 1\nLine 2',
    }
    const response = await describe(client, form)
    assert.equal(response.header('hx-redirect'), `/experiments/${planted.experimentId}`)
    const { name, tags, notes } = await stored()
    assert.deepEqual([name, tags, notes], ['Momentum', ['to check', 'three levels'], form.notes])
    const page = (await client.get(`/runs/${planted.runId}`).loginAs(ada)).text()
    assert.include(page, 'href="/runs?tag=to+check"')
    const { details } = await db
      .from('audit_events')
      .where('act', 'experiment.describe')
      .firstOrFail()
    assert.equal(details.before.name, 'AAPL planted')
    assert.deepEqual(details.after.tags, ['to check', 'three levels'])
  })

  for (const [what, form, words] of [
    ['no name', { name: ' ', tags: '' }, 'name'],
    ['markup in a tag', { name: 'x', tags: '<b>x</b>' }, 'tags is'],
    ['a tag too long', { name: 'x', tags: 'a'.repeat(41) }, 'at most 40'],
    [
      'too many tags',
      { name: 'x', tags: Array.from({ length: 21 }, (_, i) => i).join() },
      'up to 20',
    ],
  ] as const) {
    test(`${what} is refused, and nothing changes`, async ({ client, assert }) => {
      const response = await describe(client, form)
      assert.equal(response.status(), 422)
      assert.include(response.text(), words)
      assert.equal((await stored()).name, 'AAPL planted')
    })
  }

  test('runs are found by text, tag, preset, person, Sharpe ratio and day', async ({
    client,
    assert,
  }) => {
    await describe(client, { name: 'Momentum', tags: 'to check', notes: 'Longer window' })
    await client
      .post(`/runs/${planted.runId}/notes`)
      .form({ notes: 'Odd second half' })
      .loginAs(ada)
      .withCsrfToken()
    const created = { created_at: new Date('2026-03-31T23:30:00Z') }
    await db.from('experiments').update({ user_id: ada.id, saved_preset: 'Short', ...created })
    await db.from('training_runs').update({ best_validation: 0.7 })
    const finds = async (query: string) =>
      (await client.get(`/runs?${query}`).loginAs(ada))
        .text()
        .includes(`"/experiments/${planted.experimentId}"`)
    for (const query of [
      ...['name=moment', 'name=WINDOW', 'name=to+check', 'name=second+half', 'tag=to+check'],
      ...['preset=quick', 'preset=short', 'person=ada', 'tag=to+check&name=momentum'],
      ...['min_sharpe=0.7', 'since=2026-03-31', 'until=2026-03-31'],
      // what is no day filters nothing
      'since=2026-02-31',
    ]) {
      assert.isTrue(await finds(query), query)
    }
    for (const query of [
      ...['name=meanreversion', 'tag=to', 'preset=default', 'person=grace', 'min_sharpe=0.71'],
      ...['since=2026-04-01', 'until=2026-03-30'],
    ]) {
      assert.isFalse(await finds(query), query)
    }
  })
})

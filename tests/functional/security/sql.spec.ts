import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
import { OPERATIONS } from '#openapi/operations'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { tokenOf } from '#tests/functional/api/program'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

/** Ends a text, a number, a list and a statement of SQL; or makes the database wait. */
const HOSTILE = [
  "x' or '1'='1",
  '1); delete from users; --',
  "'||pg_sleep(30)||'",
  '1 union select password from users',
  '\\',
]

/** What a page's own forms and links ask of its address. */
function keysOf(html: string): string[] {
  const fields = [...html.matchAll(/<(?:input|select)[^>]*\sname="([\w.[\]]+)"/g)].map(
    ([, n]) => n!
  )
  const linked = [...html.matchAll(/[?&;](\w+)=/g)].map(([, name]) => name!)
  const beyond = ['sort', 'after', 'before', 'at', 'ids', 'parameter', 'tab']
  return [...new Set([...fields, ...linked, ...beyond])].filter((name) => name !== '_csrf')
}

test.group('Text of an address', (group) => {
  let planted: PlantedRun
  let admin: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 10 })
    const [email, password] = ['ada@example.com', 'correct horse battery']
    admin = await User.create({ email, password, role: 'admin' })
  })

  const people = async () => Number((await db.from('users').count('* as n'))[0].n)

  test('reaches no SQL by a page, whatever its forms and links ask', async ({ client, assert }) => {
    const study = await plantStudy(planted.datasetId)
    const { evaluationId } = await plantEvaluation(planted)
    const pages = [
      ...['/runs', '/episodes', '/studies', '/evaluations', '/models', '/jobs', '/presets'],
      ...['/datasets', '/users', '/tokens', '/audit', '/search', '/help/search', '/compare'],
      `/datasets/${planted.datasetId}/chart`,
      `/runs/${planted.runId}/episodes`,
      `/runs/${planted.runId}/configuration`,
      `/episodes/${planted.bestEpisodeId}`,
      `/studies/${study}`,
      `/evaluations/${evaluationId}`,
    ]
    const before = await people()
    let asked = 0
    for (const path of pages) {
      const page = await client.get(path).loginAs(admin)
      assert.equal(page.status(), 200, path)
      const keys = keysOf(page.text())
      for (const [k, key] of keys.entries()) {
        const text = HOSTILE[k % HOSTILE.length]!
        const response = await client
          .get(path)
          .qs({ [key]: text })
          .loginAs(admin)
          .redirects(0)
        assert.isBelow(response.status(), 500, `${path} ${key}=${text}`)
        asked++
      }
    }
    assert.isAbove(asked, 100)
    assert.equal(await people(), before)
  }).timeout(120_000)

  test('reaches no SQL by the API: a filter finds nothing, or is refused', async ({
    client,
    assert,
  }) => {
    const token = await tokenOf('admin')
    const before = await people()
    for (const { path, query, method } of OPERATIONS) {
      if (method !== 'GET' || path.includes('{')) continue
      for (const [k, name] of Object.keys(query).entries()) {
        const text = HOSTILE[k % HOSTILE.length]!
        const response = await client
          .get(`/api/v1${path}`)
          .qs({ [name]: text })
          .bearerToken(token)
        assert.include([200, 409, 422], response.status(), `${path} ${name}=${text}`)
        if (response.status() === 200) assert.deepEqual(response.body().data, [], `${path} ${name}`)
      }
    }
    assert.equal(await people(), before)
  }).timeout(60_000)
})

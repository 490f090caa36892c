import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User, { type Role } from '#models/user'
import { seedStudy } from '#services/bench/seed/seed_study'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

const personWith = (role: Role) =>
  User.create({ email: `${role}@example.com`, password: 'correct horse battery', role })

/** Numbers of the trials that a page's table lists, in its order. */
const listed = (html: string) =>
  [...html.matchAll(/aria-label="Choose trial (\d+)"/g)].map(([, number]) => Number(number))

test.group('Trials of a study', (group) => {
  let datasetId: number
  let studyId: number
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    ;({ datasetId } = await plantRun())
    studyId = await plantStudy(datasetId)
    user = await personWith('viewer')
  })

  const page = async (client: ApiClient, query: string) =>
    (await client.get(`/studies/${studyId}?${query}`).loginAs(user)).text()

  const trialsWhere = async (sql: string) => {
    const found = (await db
      .from('study_trials')
      .where('study_id', studyId)
      .whereRaw(sql)
      .orderBy('number')
      .select('number')) as { number: number }[]
    return found.map(({ number }) => number)
  }

  test('are filtered by several statuses, which further pages and orders keep', async ({
    client,
    assert,
  }) => {
    const html = await page(client, 'status=failed&status=completed&sort=id')
    const wanted = await trialsWhere("status in ('failed', 'completed')")
    assert.isAbove(wanted.length, 1)
    assert.deepEqual(listed(html), wanted)
    assert.include(html, 'status=failed%2Ccompleted&amp;sort=-value"') // of the head
    assert.include(html, 'Take away the filter Status completed or failed')
    assert.deepEqual(listed(await page(client, 'status=failed,completed&sort=id')), wanted)
  })

  test('are filtered by rung and by any parameter, choices by their places', async ({
    client,
    assert,
  }) => {
    const first = await page(client, 'rung=1&sort=id')
    assert.deepEqual(listed(first), await trialsWhere('rung = 1'))
    const query = 'in.agent.gamma=0.95..0.97&in.agent.double=0&sort=id'
    const second = await page(client, query)
    const [choice] = /value="0" checked>(\w+)/.exec(second)!.slice(1)
    const wanted = await trialsWhere(`("values" ->> 'agent.gamma')::float8 between 0.95 and 0.97
      and "values" ->> 'agent.double' = '${choice === 'on'}'`)
    assert.deepEqual(listed(second), wanted)
    assert.include(second, 'Take away the filter Gamma 0.95 to 0.97')
  })

  test('are filtered by the objective where they came furthest, or at a number of episodes', async ({
    client,
    assert,
  }) => {
    const furthest = await page(client, 'objective=0..&sort=id')
    assert.deepEqual(listed(furthest), await trialsWhere('value >= 0'))
    const at = await page(client, 'objective=0..1.5&at_episodes=3&sort=id')
    const wanted = await trialsWhere(`number in (select trial from study_events
      where study_id = ${studyId} and kind = 'reported' and resource = 3 and value between 0 and 1.5)`)
    assert.isAbove(wanted.length, 0)
    assert.deepEqual(listed(at), wanted)
    assert.include(at, 'the filter Objective 0 to 1.5 at 3 episodes')
  })

  test('are ordered by any parameter, number, word or list, by time and by worker', async ({
    client,
    assert,
  }) => {
    const seeded = await seedStudy(datasetId, 60)
    const trials = db.from('study_trials').where('study_id', seeded)
    await trials.update({ seconds: db.raw('number * 7 % 11') })
    const orders = {
      'agent.gamma': '("values" ->> \'agent.gamma\')::float8',
      'agent.double': '"values" ->> \'agent.double\'',
      // jsonb has the shorter list first, too, then the one whose first other number is less
      'agent.hiddenLayers': '"values" -> \'agent.hiddenLayers\'',
      seconds: 'seconds',
      worker: 'worker',
    }
    for (const [key, sql] of Object.entries(orders)) {
      for (const direction of ['asc', 'desc']) {
        const wanted = await db
          .from('study_trials')
          .where('study_id', seeded)
          .orderByRaw(`${sql} ${direction} nulls last, number ${direction}`)
          .select('number')
        const sort = direction === 'desc' ? `-${key}` : key
        const first = await client.get(`/studies/${seeded}?sort=${sort}`).loginAs(user)
        const [, after] = /[?;&]after=([^"&]+)[^"]*"[^>]*rel="next"/.exec(first.text())!
        const second = await client
          .get(`/studies/${seeded}?sort=${sort}&after=${after}`)
          .loginAs(user)
        assert.deepEqual(
          [...listed(first.text()), ...listed(second.text())],
          wanted.map(({ number }: { number: number }) => number),
          sort
        )
      }
    }
  })

  test('under Hyperband they have a bracket, and their rung is one of the study', async ({
    client,
    assert,
  }) => {
    // rungs at 1, 3 and 9: of a round 9 trials climb from the first, 5 from the second, 3 from the last
    const banded = await plantStudy(datasetId, { scheduler: 'hyperband' }, 17)
    const html = (await client.get(`/studies/${banded}?sort=id`).loginAs(user)).text()
    assert.match(html, /<th [^>]*>\s*Bracket/)
    const cells = [
      ...html.matchAll(
        /Choose trial (\d+)[\s\S]*?<td class="num">(\d)<\/td>\s*<td class="num">(\d|–)</g
      ),
    ]
    const brackets = cells.map(([, , bracket]) => Number(bracket))
    assert.deepEqual(brackets, [...Array<number>(9).fill(0), ...Array<number>(5).fill(1), 2, 2, 2])
    // whoever begins at the top is there
    assert.deepEqual(
      cells.slice(14).map(([, , , rung]) => rung),
      ['2', '2', '2']
    )
    const top = listed((await client.get(`/studies/${banded}?rung=2&sort=id`).loginAs(user)).text())
    assert.includeMembers(top, [14, 15, 16])
    const csv = (await client.get(`/studies/${banded}/files/trials.csv`).loginAs(user)).text()
    const [head, ...lines] = csv
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','))
    const of = (name: string) => lines[14]![head!.indexOf(name)]
    assert.deepEqual([of('bracket'), of('rung'), of('rung_of_study')], ['2', '0', '2'])
  })

  test('an address that cannot be read lists them all', async ({ client, assert }) => {
    const html = await page(client, 'status=lost&rung=99&objective=a..b&at_episodes=4&sort=id')
    assert.lengthOf(listed(html), 27)
  })

  test('come as a fragment to the page that asks for them', async ({ client, assert }) => {
    const response = await client
      .get(`/studies/${studyId}?status=failed`)
      .header('HX-Request', 'true')
      .loginAs(user)
    assert.match(response.text(), /^<section class="panel" id="trials"/)
    assert.include(response.header('vary') ?? '', 'HX-Request')
    assert.include(response.text(), 'Seed 1: The loss became NaN.')
  })

  test('one opens within the page with its way up the ladder', async ({ client, assert }) => {
    const [{ trial }] = (await db
      .from('study_events')
      .where({ study_id: studyId, kind: 'promoted', rung: 2 })
      .select('trial')) as { trial: number }[]
    const html = await page(client, `trial=${trial}`)
    const [, path] = /data-path="([^"]+)"/.exec(html)!
    const marks = JSON.parse(path!.replaceAll('&quot;', '"')) as { x: number; y: number }[]
    assert.deepEqual(
      marks.map(({ y }) => Math.abs(Math.round(y))),
      [0, 1, 2]
    )
    const alone = client.get(`/studies/${studyId}/trials/${trial}`).header('HX-Request', 'true')
    assert.include((await alone.loginAs(user)).text(), `<h2 id="trial-title">Trial ${trial}</h2>`)
    const none = await client.get(`/studies/${studyId}/trials/27`).loginAs(user)
    assert.equal(none.status(), 404)
  })

  test('each may be trained with five seeds or evaluated by who may', async ({
    client,
    assert,
  }) => {
    const seeded = await seedStudy(datasetId, 30)
    const researcher = await personWith('researcher')
    const own = (await client.get(`/studies/${seeded}`).loginAs(researcher)).text()
    assert.include(own, 'data-fill="retrain-trial=3"')
    assert.include(own, 'aria-label="evaluation of trial 3"')
    const seen = (await client.get(`/studies/${seeded}`).loginAs(user)).text()
    assert.notInclude(seen, 'retrain-trial')
    assert.notInclude(seen, '/evaluations/new')
    assert.include(seen, 'seeded-3:1000') // who trained it
  })
})

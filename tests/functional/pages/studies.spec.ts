import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import User, { type Role } from '#models/user'
import { seedStudy } from '#services/bench/seed/seed_study'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

const personWith = (role: Role) =>
  User.create({ email: `${role}@example.com`, password: 'correct horse battery', role })

test.group('Pages of studies', (group) => {
  let planted: PlantedRun
  let studyId: number

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun()
    studyId = await plantStudy(planted.datasetId)
  })

  test('the list has each study with its best trial, and filters', async ({ client }) => {
    const user = await personWith('viewer')
    const page = await client.get('/studies').loginAs(user)
    page.assertStatus(200)
    page.assertTextIncludes('AAPL hill 27')
    const none = await client.get('/studies?name=nothing').loginAs(user)
    none.assertTextIncludes('No study fits these filters.')
  })

  test('a study shows rungs, importance, correlation and trials, the failed one with its reason', async ({
    client,
    assert,
  }) => {
    const user = await personWith('viewer')
    const page = await client.get(`/studies/${studyId}`).loginAs(user)
    page.assertStatus(200)
    const text = page.text()
    for (const part of ['Rung ladder', 'Importance', 'Parallel coordinates', 'Seed 1: The loss']) {
      assert.include(text, part)
    }
    // 27 trials, of which floor(27 / 3) reach the second rung at least
    assert.match(text, /<b>27<\/b> of 27 trials/)
    assert.notMatch(text, />\s*(NaN|undefined|-?Infinity)/)
    assert.notInclude(text, 'Add trials')
    // the interval of a correlation is read in its cell, without a pointer
    assert.match(
      text,
      /<td class="num [^"]*">−?\d\.\d\d\s*<small>−?\d\.\d\d to −?\d\.\d\d<\/small>\s*<small>\d+ trials<\/small>/
    )
  })

  test('a study of more trials than charts can show sends them after its page, and says what it drew', async ({
    client,
    assert,
  }) => {
    const large = await seedStudy(planted.datasetId, 2500)
    const user = await personWith('viewer')
    const page = await client.get(`/studies/${large}?contour_x=agent.nStep`).loginAs(user)
    page.assertTextIncludes('Loading the plots of 2,500 trials')
    page.assertTextIncludes(`hx-get="/studies/${large}/plots?contour_x=agent.nStep"`)
    page.assertTextIncludes('2,500 trials')
    const plots = (await client.get(`/studies/${large}/plots`).loginAs(user)).text()
    assert.include(plots, 'Charts show 2000 of 2500 trials: the best 200')
    assert.match(plots, /at rung [34], (27|81) episodes, \d+ trials/)
    // the timeline's table has each stretch that is drawn
    const drawn = [
      ...plots.matchAll(
        /<rect class="span-[a-z]+" x="[^"]*" y="[^"]*" width="[^"]*" height="18">/g
      ),
    ]
    const [, table] = /<details id="timeline-table">(.*?)<\/details>/s.exec(plots)!
    assert.isAbove(drawn.length, 100)
    assert.lengthOf([...table!.matchAll(/<tr><th scope="row"><a href="/g)], drawn.length)
  })

  test('typed ranges and a status filter the trials', async ({ client, assert }) => {
    const user = await personWith('viewer')
    const page = await client.get(`/studies/${studyId}?status=failed`).loginAs(user)
    assert.match(page.text(), />1 trial</)
    const inside = (await db
      .from('study_trials')
      .where('study_id', studyId)
      .whereRaw("(values ->> 'agent.gamma')::float8 between 0.95 and 0.999")
      .count('* as n')
      .firstOrFail()) as { n: number }
    const ranged = await client.get(`/studies/${studyId}?in.agent.gamma=0.95..0.999`).loginAs(user)
    assert.match(ranged.text(), new RegExp(`>${inside.n} trials<`))
  })

  test('two objectives draw a Pareto front', async ({ client }) => {
    const two = await plantStudy(planted.datasetId, {
      objectives: [
        { metric: 'sharpe', direction: 'maximize' },
        { metric: 'max_drawdown', direction: 'maximize' },
      ],
    })
    const page = await client.get(`/studies/${two}`).loginAs(await personWith('viewer'))
    page.assertStatus(200)
    page.assertTextIncludes('Pareto front')
    page.assertTextIncludes('at 9 episodes, the most that any reached')
  })

  test('the head says which trials count among those before tpe draws', async ({
    client,
    assert,
  }) => {
    const viewer = await personWith('viewer')
    const head = async (id: number) => (await client.get(`/studies/${id}`).loginAs(viewer)).text()
    const alone = 'TPE once 10 trials reported (the defaults included), random before, seed 1'
    assert.include(await head(studyId), alone)
    const pointed = await plantStudy(planted.datasetId, { enqueue: [{ 'agent.gamma': 0.95 }] })
    assert.include(await head(pointed), '(the defaults, points to try included), random before')
  })

  test('a study that there is not says so', async ({ client }) => {
    const page = await client.get('/studies/999999').loginAs(await personWith('viewer'))
    page.assertStatus(404)
  })
})

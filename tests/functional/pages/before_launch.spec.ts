import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { restoreParameters } from '#core/parameters/stored_parameters'
import User from '#models/user'
import LaunchTrial from '#services/pages/launch_trial'
import { parametersWith, plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

test.group('Before launch', (group) => {
  let planted: PlantedRun
  let root: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await db.from('experiments').delete()
    await db.from('workers').delete()
    planted = await plantRun({ episodes: 10 })
    const [email, password] = ['root@example.com', 'correct horse battery']
    root = await User.create({ email, password, role: 'admin' })
  })

  const ask = (client: ApiClient, what: 'check' | 'try', form: object = {}) =>
    client
      .post(`/runs/new/${what}`)
      .form({ 'datasets[]': planted.datasetId, preset: 'default', seeds: '1, 2, 3', ...form })
      .header('HX-Request', 'true')
      .loginAs(root)
      .withCsrfToken()
  const words = async (answer: ReturnType<typeof ask>) =>
    (await answer)
      .text()
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')

  /** As the default preset has it: 30 bars of 17 features and 5 of the agent's own. */
  const ofThisSize = (changes: object) =>
    db
      .from('training_runs')
      .where('run_id', planted.runId)
      .update({ observation_names: Array.from({ length: 515 }, String), ...changes })

  test('without a run of this size a trial tells the time, and makes the checks', async ({
    client,
    assert,
  }) => {
    const before = await ask(client, 'check', { 'set[agent][gamma]': 0.97 })
    assert.include(before.text(), 'hx-post="/runs/new/try"')
    assert.include(before.text(), 'From 1 run of other sizes here; a 2 s trial tells it better')
    const tried = await ask(client, 'try', { 'set[agent][gamma]': 0.97 })
    assert.include(tried.text(), 'From a 2 s trial on this server')
    assert.include(tried.text(), 'Prefix invariance of AAPL')
    assert.include(tried.text(), 'Environment contract')
    assert.notInclude(tried.text(), 'hx-post="/runs/new/try"')
    // known from now on: the same settings are not tried again
    assert.notInclude(
      (await ask(client, 'check', { 'set[agent][gamma]': 0.97 })).text(),
      '/runs/new/try'
    )
  }).timeout(30_000)

  test('a trial that nobody waits for any more is not begun', async ({ assert }) => {
    const trials = await app.container.make(LaunchTrial)
    const parameters = restoreParameters(parametersWith({ 'agent.gamma': 0.96 }))
    const take = (gone: AbortSignal) => trials.take(parameters, planted.datasetId, false, gone)
    const gone = new AbortController()
    const turns = [take(AbortSignal.abort()), take(gone.signal)]
    gone.abort()
    assert.deepEqual(await Promise.all(turns), [undefined, undefined])
    assert.isUndefined(trials.known(parameters, planted.datasetId, false))
    const trial = await take(new AbortController().signal)
    assert.isAbove(trial!.checks.length, 0)
  }).timeout(30_000)

  test('runs of this size tell the time, others do not', async ({ client, assert }) => {
    // 1,000 episodes of 167 bars, 30 of which fill the first window
    await ofThisSize({ env_steps: 1000, seconds: 10 })
    const text = await words(ask(client, 'check'))
    const steps = /Environment steps ([\d.]+) k/.exec(text)?.[1]
    assert.include(text, 'From 1 run of this size here.')
    const core = /Core-hours ([\d.]+)/.exec(text)?.[1]
    // three seeds' steps at 0.01 s each
    assert.closeTo(Number(core), (Number(steps) * 1000 * 0.01) / 3600, 0.02)
    assert.notInclude(
      await words(ask(client, 'check', { 'set[agent][batchSize]': 65 })),
      'of this size here.'
    )
  })

  test('says on how many threads it starts, and what it costs where an administrator set a rate', async ({
    client,
    assert,
  }) => {
    await ofThisSize({ env_steps: 1000, seconds: 10 })
    assert.include(await words(ask(client, 'check')), 'Starts when a worker is alive')
    const now = new Date()
    await db.table('workers').insert({
      ...{
        host: 'lab',
        process_id: 1,
        role: 'worker',
        version: '1',
        cores: 4,
        threads: 4,
        busy: 2,
      },
      ...{ fingerprints: '[]', started_at: now, heartbeat_at: now },
    })
    const rate = (form: object) =>
      client.post('/settings/core-hour-rate').form(form).loginAs(root).withCsrfToken().redirects(0)
    await rate({ amount: 0.5, currency: 'eur' })
    const text = await words(ask(client, 'check'))
    assert.include(text, 'Starts now, on 2 of 4 threads')
    const [, hours, cost] = /Cost ([\d.]+) core-hours, ([\d.]+) EUR/.exec(text) ?? []
    assert.closeTo(Number(cost), Number(hours) / 2, 0.02)
    await rate({ amount: 0, currency: 'EUR' })
    assert.notInclude(await words(ask(client, 'check')), 'EUR')
    await rate({ amount: -1, currency: 'EUR' })
    const [{ value }] = await db.from('instance_settings')
    assert.deepEqual(value, { amount: 0, currency: 'EUR' })
    const acts = await db.from('audit_events').where('act', 'settings.core_hour_rate')
    assert.lengthOf(acts, 2)
  })

  test('names the earlier experiment that is most like it, with what differs', async ({
    client,
    assert,
  }) => {
    const same = { 'set[training][episodes]': 10, 'set[training][validateEvery]': 10 }
    const of = `experiment ${planted.experimentId}`
    assert.include(await words(ask(client, 'check', same)), `Same as ${of}`)
    const gamma = { ...same, 'set[agent][gamma]': 0.9 }
    assert.include(await words(ask(client, 'check', gamma)), `As ${of} but for Gamma`)
    // three differences are another experiment
    const other = { ...gamma, 'set[agent][nStep]': 3, 'set[agent][dueling]': 'true' }
    assert.notInclude(await words(ask(client, 'check', other)), of)
    const likeOther = parametersWith({
      'agent.gamma': 0.9,
      'agent.nStep': 3,
      'training.episodes': 10,
    })
    await db.from('experiments').update({ parameters: JSON.stringify(likeOther) })
    const text = await words(ask(client, 'check', { ...other, 'set[training][validateEvery]': 50 }))
    assert.include(text, `As ${of} but for Dueling`)
  })

  test('what is stored is counted by rows as PostgreSQL keeps them', async ({ assert }) => {
    const size = async () =>
      Number((await db.rawQuery("select pg_total_relation_size('steps') as n")).rows[0].n)
    const before = await size()
    await db.rawQuery(
      `insert into steps (episode_id, timestamp, portfolio_value, reward, asset_price, units, bar,
         weight, action_index, action, position, reason, q_values)
       select ?, now(), 1.5 * i, 0.1 * i, 100, 3, 100000 + i, 0.5, 1, 'long', 'long', 'agent', '{0.4,0.5}'
       from generate_series(1, 20000) i`,
      [planted.bestEpisodeId]
    )
    assert.closeTo(((await size()) - before) / 20_000, 200, 20)
  })
})

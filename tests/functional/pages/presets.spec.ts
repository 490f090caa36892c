import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User, { type Role } from '#models/user'
import { startingPoint } from '#services/presets/starting_point'
import { tokenOf } from '#tests/functional/api/program'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

const CHANGES = { 'agent.gamma': 0.9, 'training.episodes': 70 }

/** Values by path as fields of the form. */
const fields = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(values).map(([path, value]) => [`set[${path.replace('.', '][')}]`, value])
  )

interface Form {
  readonly set?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

test.group('Saved presets', (group) => {
  let planted: PlantedRun
  let ada: User
  let grace: User

  const person = (name: string, role: Role) =>
    User.create({ email: `${name}@example.com`, password: 'correct horse battery', role })

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 10 })
    ada = await person('ada', 'researcher')
    grace = await person('grace', 'researcher')
  })

  const send = (client: ApiClient, path: string, form: object, user = ada) =>
    client
      .post(path)
      .form(form)
      .header('HX-Request', 'true')
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
  const save = (client: ApiClient, { set = CHANGES, ...form }: Form, user = ada) =>
    send(
      client,
      '/presets',
      { preset: 'quick', seeds: '4, 5', preset_name: 'Short', ...fields(set), ...form },
      user
    )
  const stored = () => db.from('saved_presets').orderBy('saved_preset_id')

  test('keeps the changes of the preset it is based on, and the seeds', async ({
    client,
    assert,
  }) => {
    // 0.0005 is what quick has, so it is no change
    const set = { ...CHANGES, 'agent.learningRate': '0.0005' }
    const response = await save(client, { set, 'datasets[]': planted.datasetId })
    const [preset] = await stored()
    assert.deepEqual(preset.overrides, CHANGES)
    assert.deepEqual([preset.preset, preset.seeds], ['quick', [4, 5]])
    assert.deepEqual([preset.is_shared, preset.user_id], [false, ada.id])
    const key = `saved-${preset.saved_preset_id}`
    const back = `/runs/new?preset=${key}&dataset=${planted.datasetId}`
    assert.equal(response.header('hx-redirect'), back)
    const form = (await client.get(back).loginAs(ada)).text()
    assert.include(form, 'Short')
    assert.match(form, /name="set\[agent\]\[gamma\]" value="0.9"/)
    assert.match(form, /name="seeds" value="4, 5"/)
  })

  test('one saved upon another keeps the changes of both', async ({ client, assert }) => {
    await save(client, {})
    const set = { 'agent.nStep': 3 }
    await save(client, { preset: 'Short', seeds: '6', set, preset_name: 'Three steps' })
    const [, second] = await stored()
    assert.deepEqual(second.overrides, { ...CHANGES, 'agent.nStep': 3 })
    assert.equal(second.preset, 'quick')
  })

  test('is seen by its owner only, or by all', async ({ client, assert }) => {
    await save(client, {})
    await save(client, { preset_name: 'Ours', preset_shared: 'true' })
    const seen = async (user: User) => {
      const page = (await client.get('/presets').loginAs(user)).text()
      return ['Short', 'Ours'].filter((name) => page.includes(`>${name}</a>`))
    }
    assert.deepEqual(await seen(ada), ['Short', 'Ours'])
    assert.deepEqual(await seen(grace), ['Ours'])
    await assert.rejects(() => startingPoint('Short', grace.id), /must be one of .*, Ours\./)
    await assert.rejects(() => startingPoint('Short', null), /preset is "Short"/)
    assert.equal((await startingPoint('ours', null)).parameters.agent.gamma, 0.9)
  })

  test('a name is taken once among those that one sees; a replacement is asked for', async ({
    client,
    assert,
  }) => {
    await save(client, { preset_name: 'Ours', preset_shared: 'true' })
    for (const user of [ada, grace]) {
      const response = await save(client, { preset_name: 'OURS' }, user)
      assert.equal(response.status(), 422)
      assert.include(response.text(), 'is taken')
    }
    // somebody else's is not replaced, one's own is
    const replace = { preset_name: 'Ours', preset_replace: 'true', preset_shared: 'true' }
    assert.equal((await save(client, replace, grace)).status(), 422)
    await save(client, { ...replace, set: { 'agent.gamma': 0.5 } })
    assert.deepEqual(
      (await stored()).map(({ overrides }) => overrides),
      [{ 'agent.gamma': 0.5 }]
    )
    const { details } = await db.from('audit_events').where('act', 'preset.replace').firstOrFail()
    const kept = { name: 'Ours', preset: 'quick', seeds: [4, 5], isShared: true }
    assert.deepEqual(details, {
      before: { ...kept, overrides: CHANGES },
      after: { ...kept, overrides: { 'agent.gamma': 0.5 } },
    })
  })

  for (const [what, form, words] of [
    ['a name of ours', { preset_name: 'Quick' }, 'be none of quick, default, thorough'],
    ['a name like a key', { preset_name: 'saved-1' }, 'The name is'],
    ['markup as a name', { preset_name: '<b>x</b>' }, 'The name is'],
    ['no name', { preset_name: ' ' }, 'preset_name'],
    ['a value out of bounds', { set: { 'agent.gamma': 2 } }, 'agent.gamma is 2, but must be'],
    ['no seeds', { seeds: 'many' }, 'seeds is'],
    ['a preset that is none', { preset: 'saved-99' }, 'preset is'],
  ] as const) {
    test(`${what} is refused by name, and nothing is saved`, async ({ client, assert }) => {
      const response = await save(client, form)
      assert.equal(response.status(), 422)
      assert.include(response.text(), words)
      assert.lengthOf(await stored(), 0)
    })
  }

  test('its owner or an administrator renames and deletes it, each time audited', async ({
    client,
    assert,
  }) => {
    await save(client, { preset_name: 'Ours', preset_shared: 'true' })
    const path = `/presets/${(await stored())[0].saved_preset_id}`
    const shared = { preset_shared: 'true' }
    assert.equal((await send(client, path, { preset_name: 'Mine' }, grace)).status(), 403)
    assert.equal((await send(client, `${path}/delete`, {}, grace)).status(), 403)
    await send(client, path, { preset_name: 'Renamed', ...shared })
    assert.equal((await stored())[0].name, 'Renamed')
    await send(client, path, { preset_name: 'Renamed' })
    // not for all any more: to others it is not there
    assert.equal((await send(client, `${path}/delete`, {}, grace)).status(), 404)
    await send(client, path, { preset_name: 'Renamed', ...shared })
    const root = await person('root', 'admin')
    await send(client, `${path}/delete`, {}, root)
    assert.lengthOf(await stored(), 0)
    const acts = await db
      .from('audit_events')
      .where('object_type', 'preset')
      .orderBy('audit_event_id')
    assert.deepEqual(
      acts.map(({ act, person: by }) => `${act} ${by}`),
      [
        'preset.save ada@example.com',
        ...Array.from({ length: 3 }, () => 'preset.change ada@example.com'),
        'preset.delete root@example.com',
      ]
    )
    assert.deepEqual(acts[1].details.before, { name: 'Ours', isShared: true })
  })

  test('the API launches from it by name, and the experiment says so', async ({
    client,
    assert,
  }) => {
    await save(client, { preset_name: 'Ours', preset_shared: 'true' })
    const token = await tokenOf('researcher')
    const launch = (body: object) =>
      client
        .post('/api/v1/training/runs/')
        .bearerToken(token)
        .json({ datasets: [planted.datasetId], set: { 'agent.nStep': 2 }, ...body })
    const response = await launch({ preset: 'Ours' })
    assert.equal(response.status(), 201, response.text())
    const { runs, experiment_id: id } = response.body()
    assert.deepEqual(
      runs.map(({ seed }: { seed: number }) => seed),
      [4, 5]
    )
    const { agent, training, features } = runs[0].parameters
    assert.deepEqual(
      [agent.gamma, agent.nStep, training.episodes, features.window],
      [0.9, 2, 70, 10]
    )
    const experiment = await db.from('experiments').where('experiment_id', id).firstOrFail()
    assert.deepEqual([experiment.preset, experiment.saved_preset], ['quick', 'Ours'])
    const page = (await client.get(`/runs/${runs[0].run_id}`).loginAs(ada)).text()
    assert.include(page, 'Preset Ours, upon quick')
    const refused = await launch({ preset: 'None such' })
    assert.equal(refused.status(), 409) // any text may be a preset's name
    assert.include(refused.text(), 'None such')
  })

  test('the command of a private preset names ours with its changes, since commands are nobody’s', async ({
    client,
    assert,
  }) => {
    await save(client, {})
    await save(client, { preset_name: 'Our own', preset_shared: 'true' })
    const [own, shared] = await stored()
    const command = async (id: number) => {
      const path = `/runs/new?preset=saved-${id}&dataset=${planted.datasetId}`
      return (await client.get(path).loginAs(ada)).text()
    }
    assert.include(
      await command(own.saved_preset_id),
      '--preset=quick --set agent.gamma=0.9 --set training.episodes=70 --seeds=4,5'
    )
    const ownName = '--preset=&quot;Our own&quot; --seeds=4,5'
    assert.include(await command(shared.saved_preset_id), ownName)
  })
})

import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

test.group('Pages of runs trained again', (group) => {
  let planted: PlantedRun
  let ada: User
  let viewer: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 10 })
    const [email, password] = ['ada@example.com', 'correct horse battery']
    ada = await User.create({ email, password, role: 'researcher' })
    viewer = await User.create({ email: 'vic@example.com', password, role: 'viewer' })
    const weights = { weights_sha256: 'a'.repeat(64) }
    await db.from('training_runs').where('run_id', planted.runId).update(weights)
  })

  test('a researcher has a run reproduced, and reads that no machine for it is alive', async ({
    client,
    assert,
  }) => {
    const path = `/runs/${planted.runId}`
    const page = async (user: User) => (await client.get(path).loginAs(user)).text()
    assert.include(await page(ada), 'It stores nothing else and takes about 51 s.')
    assert.notInclude(await page(viewer), '/reproduce"')
    await client.post(`${path}/reproduce`).loginAs(ada).withCsrfToken().redirects(0)
    const { rerun_id: id } = await db.from('reruns').firstOrFail()
    assert.include(await page(viewer), `hx-sse:connect="/reruns/${id}/live"`)
    // fingerprint simd 1, fused: none of the workers of this test
    assert.include(await page(ada), 'it waits for one')
    await db.from('reruns').update({ status: 'identical', weights_sha256: 'a'.repeat(64) })
    assert.include(await page(viewer), 'The weights are the same, bit for bit.')
    assert.notInclude(await page(viewer), `/reruns/${id}/live`)
  })

  test('an episode without steps offers its replay, which is shown while it goes on', async ({
    client,
    assert,
  }) => {
    const path = `/episodes/${planted.trainingEpisodeId}`
    const page = async (user: User) => (await client.get(path).loginAs(user)).text()
    // 9 of 10 episodes in 51 s
    assert.match(await page(ada), /keeps its steps: 9 episodes, about 46 s/)
    assert.include(await page(ada), 'were not recorded: one training episode in 10 is recorded.')
    assert.include(await page(ada), 'of bars in a position')
    assert.notInclude(await page(viewer), '/replay"')
    await client.post(`${path}/replay`).loginAs(ada).withCsrfToken().redirects(0)
    const { rerun_id: id } = await db.from('reruns').firstOrFail()
    assert.include(await page(ada), 'Cancel it')
    assert.include(await page(viewer), `hx-sse:connect="/reruns/${id}/live"`)
  })
})

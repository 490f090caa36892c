import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantModel } from './planted_records.js'
import { tokenOf } from './program.js'

test.group('What never changes', (group) => {
  let planted: PlantedRun
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun({ episodes: 10 })
    token = await tokenOf('viewer')
  })

  test('is answered 304, without a body, to a client that has it', async ({ client, assert }) => {
    await plantModel(planted)
    const paths = [
      `episodes/${planted.bestEpisodeId}`,
      `episodes/${planted.bestEpisodeId}/model/`,
      `datasets/${planted.datasetId}`,
      `episodes/${planted.bestEpisodeId}/steps/`,
      `episodes/${planted.bestEpisodeId}/trades/`,
      `datasets/${planted.datasetId}/bars/`,
      `datasets/${planted.datasetId}/features/`,
    ]
    for (const path of paths) {
      const get = () => client.get(`/api/v1/${path}`).bearerToken(token)
      const first = await get()
      const etag = first.header('etag')!
      assert.match(etag, /^"[\w-]{27}"$/)
      const again = await get().header('if-none-match', `"other", W/${etag}`)
      assert.equal(again.status(), 304)
      assert.equal(again.text() ?? '', '')
      assert.equal((await get().header('if-none-match', '"other"')).status(), 200)
    }
  })

  test('has another tag as CSV and for other rows', async ({ client, assert }) => {
    const url = `/api/v1/episodes/${planted.bestEpisodeId}/steps/`
    const get = (query: string) => client.get(`${url}${query}`).bearerToken(token)
    const tags = [
      (await get('')).header('etag'),
      (await get('').accept('text/csv')).header('etag'),
      (await get('?limit=5')).header('etag'),
    ]
    assert.lengthOf(new Set(tags), 3)
  })
})

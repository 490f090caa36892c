import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
import { plantRun } from '#tests/functional/pages/planted_run'

test.group('Features of a dataset, their page', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('each feature has its first valid bar with its day, and its least and greatest value', async ({
    client,
    assert,
  }) => {
    const { datasetId } = await plantRun({ episodes: 10 })
    const viewer = await User.create({
      ...{ email: 'fay@example.com', password: 'correct horse battery', role: 'viewer' },
    })
    const page = await client.get(`/datasets/${datasetId}/features`).loginAs(viewer)
    page.assertStatus(200)
    const cells = (name: string) =>
      new RegExp(`<code>${name}</code>.*?</tr>`, 's')
        .exec(page.text())![0]
        .matchAll(/<td(?: class="num")?>([^<]*)<\/td>/g)
        .map(([, text]) => text!.trim())
        .toArray()
    const [first, , , least, greatest] = cells('rsi_14')
    assert.match(first!, /^14, \d{4}-\d\d-\d\d$/)
    const [low, high] = [least, greatest].map((text) => Number.parseFloat(text!))
    assert.isTrue(0 < low! && low! < high! && high! < 100)
  })
})

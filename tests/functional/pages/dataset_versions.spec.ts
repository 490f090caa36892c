import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
import DatasetService from '#services/dataset_service'

const ACTOR = { userId: null, person: 'test', route: 'system', address: null } as const

/** Daily bars of one price each from 2024-01-01 on, as a stored version. */
async function store(closes: readonly number[]): Promise<number> {
  const rows = closes.map((close, k) => {
    const day = new Date(Date.UTC(2024, 0, 1 + k)).toISOString().slice(0, 10)
    return [day, close, close, close, close, 100].join()
  })
  const bytes = Buffer.from(['date,open,high,low,close,volume', ...rows].join('\n'))
  const datasets = await app.container.make(DatasetService)
  const request = { symbol: 'VERSIONED', source: 'csv', interval: '1d', repair: false } as const
  const csv = { name: 'versioned.csv', bytes }
  const all = { from: null, to: null }
  return Number((await datasets.fetch({ ...request, ...all, csv }, ACTOR)).dataset.datasetId)
}

test.group('Versions of a dataset', (group) => {
  let user: User
  let newest: number

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    const password = 'correct horse battery'
    user = await User.create({ email: 'ada@example.com', password, role: 'viewer' })
    const closes = Array.from({ length: 30 }, (_, k) => 10 + (k % 3))
    await store(closes)
    closes[4] = 12.5
    await store(closes)
    newest = await store([...closes, 11])
  })

  test('any two are compared, the address says which, and each bar that differs is shown', async ({
    client,
    assert,
  }) => {
    const changes = async (query: string) => {
      const path = `/datasets/${newest}?tab=versions${query}`
      const text = (await client.get(path).loginAs(user)).text()
      return text
        .split('id="changes"')[1]!
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
    }
    assert.include(await changes(''), 'Changes from version 2 to 3 1 bar added, 0 changed, 0 gone')
    const far = await changes('&from=1&to=3')
    assert.include(far, 'Changes from version 1 to 3 1 bar added, 1 changed, 0 gone')
    assert.include(far, '2024-01-05 changed 11 to 12.5')
    assert.include(far, '2024-01-31 added 11')
    assert.include(await changes('&from=3&to=1'), '0 bars added, 1 changed, 1 gone')
    assert.include(await changes('&from=2&to=2'), 'It is the same version: choose two.')
  })

  test('a version that there is not is named, with those that there are', async ({
    client,
    assert,
  }) => {
    const path = `/datasets/${newest}?tab=versions&from=9`
    const response = await client.get(path).loginAs(user)
    response.assertStatus(404)
    assert.include(response.text(), 'VERSIONED has no version 9.')
    assert.include(response.text(), 'Choose from 1 to 3.')
  })
})

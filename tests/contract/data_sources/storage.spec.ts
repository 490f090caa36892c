import { test } from '@japa/runner'
import {
  datasetHash,
  packDataset,
  unpackDataset,
} from '../../../app/integrations/data_sources/dataset_hash.ts'
import { canonicalBytes } from '../../../app/core/market/dataset_bytes.ts'
import { SampleDataSource } from '../../../app/integrations/data_sources/sample_data_source.ts'
import { failureOf } from './failure_of.ts'

const REQUEST = { symbol: 'AAPL', interval: '1d', from: null, to: null } as const

test.group('Stored datasets', () => {
  test('what is packed under its hash is unpacked the same', async ({ assert }) => {
    const data = await new SampleDataSource().fetch(REQUEST)
    const { sha256, packed } = await packDataset(data)
    assert.match(sha256, /^[0-9a-f]{64}$/)
    assert.equal(sha256, datasetHash(canonicalBytes(data)))
    assert.isBelow(packed.length, canonicalBytes(data).length)
    const unpacked = await unpackDataset(packed, sha256)
    assert.deepEqual(unpacked.series, data.series)
  })

  test('a packed dataset that was changed or damaged is never given out', async ({ assert }) => {
    const data = await new SampleDataSource().fetch(REQUEST)
    const { sha256, packed } = await packDataset(data)
    const other = await packDataset({ ...data, splitAdjusted: false })
    assert.include((await failureOf(unpackDataset(other.packed, sha256))).message, 'the content of')
    const cut = packed.subarray(0, packed.length - 20)
    assert.include((await failureOf(unpackDataset(cut, sha256))).message, 'cannot be unpacked')
  })
})

import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import { canonicalBytes, decodeDataset } from '../../../app/core/market/dataset_bytes.ts'
import type { SourcedSeries } from '../../../app/core/market/series.ts'
import { readGolden } from '../../golden/read_golden.ts'
import { barsOf, day } from './bars_of.ts'

const sha256 = (data: SourcedSeries) =>
  createHash('sha256').update(canonicalBytes(data)).digest('hex')

const bars = () =>
  barsOf({
    close: [10, 11, 12],
    adjClose: [9, 10, 12],
    actions: [
      { kind: 'split', time: day(2024, 6, 4), ratio: 2 },
      { kind: 'dividend', time: day(2024, 6, 5), amount: 0.25 },
    ],
  })

test.group('Dataset bytes', () => {
  test('what is written is read back', ({ assert }) => {
    for (const data of [
      bars(),
      barsOf({ close: [1, 2], identity: { symbol: 'Ä€', currency: null } }),
    ]) {
      const { identity, series, actions, splitAdjusted } = decodeDataset(canonicalBytes(data))
      assert.deepEqual(identity, data.identity)
      assert.deepEqual(series, data.series)
      assert.deepEqual(actions, data.actions)
      assert.equal(splitAdjusted, data.splitAdjusted)
    }
  })

  test('the identity of a dataset never changes from version to version', ({ assert }) => {
    const { sha256: expected } = readGolden<{ sha256: string }>('market/dataset_hash.json')
    assert.equal(sha256(bars()), expected)
  })

  test('equal bars are equal bytes, however they came', ({ assert }) => {
    const [first, second] = [bars(), bars()]
    const notes = [
      { rule: 'x', severity: 'info' as const, count: 1, firstBar: 0, firstTime: 0, message: '' },
    ]
    const { currency, symbol, ...rest } = second.identity
    const reordered = { ...rest, currency, symbol }
    assert.equal(sha256({ ...second, notes, identity: reordered }), sha256(first))
    const zero = barsOf({ close: [1, 2], volume: [0, 1] })
    const minusZero = barsOf({ close: [1, 2], volume: [-0, 1] })
    assert.equal(sha256(minusZero), sha256(zero))
  })

  test('one bit of a price, an action or the symbol makes another dataset', ({ assert }) => {
    const changed = [bars(), bars(), bars(), bars(), bars()]
    changed[1].series.close[1] += Number.EPSILON * 8
    changed[2] = { ...changed[2], actions: changed[2].actions.slice(1) }
    changed[3] = { ...changed[3], identity: { ...changed[3].identity, symbol: 'TEST2' } }
    changed[4] = { ...changed[4], splitAdjusted: true }
    assert.equal(new Set(changed.map(sha256)).size, 5)
  })

  test('damaged bytes are refused, never read as fewer bars', ({ assert }) => {
    const bytes = canonicalBytes(bars())
    assert.throws(() => decodeDataset(bytes.subarray(0, bytes.length - 8)), /its header says/)
    assert.throws(() => decodeDataset(bytes.subarray(0, 4)), /does not begin with RSCB/)
    const broken = bytes.slice()
    broken[9] = 0x7b
    assert.throws(() => decodeDataset(broken), /unreadable/)
  })

  test('bytes are read at any offset of a larger buffer', ({ assert }) => {
    const bytes = canonicalBytes(bars())
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    assert.deepEqual(decodeDataset(larger.subarray(3)).series, bars().series)
  })
})

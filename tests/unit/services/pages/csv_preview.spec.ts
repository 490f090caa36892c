import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { previewCsv } from '#services/pages/csv_preview'

const day = (k: number) => new Date(Date.UTC(1990, 0, 1 + k)).toISOString().slice(0, 10)
const csv = (rows: number, last = '') =>
  Buffer.from(
    `date,close\n${Array.from({ length: rows }, (_, k) => `${day(k)},${k}`).join('\n')}${last}`
  )

test.group('Preview of a file that somebody sent', () => {
  test('a small file is looked at whole, packed or not', ({ assert }) => {
    for (const bytes of [csv(30), gzipSync(csv(30))]) {
      const { whole, rows, to } = previewCsv(bytes, 'bars.csv')
      assert.deepEqual([whole, rows, to], [true, 30, Date.UTC(1990, 0, 30)])
    }
  })

  test('times are read in the zone and as the end of the bar that a person says', ({ assert }) => {
    const bytes = Buffer.from(
      'time,close\n2026-01-05 10:00,1\n2026-01-05 11:00,2\n2026-01-05 12:00,3'
    )
    const from = (options: Parameters<typeof previewCsv>[2]) =>
      new Date(previewCsv(bytes, 'bars.csv', options).from!).toISOString().slice(0, 16)
    assert.equal(from({}), '2026-01-05T10:00')
    assert.equal(from({ timeZone: 'America/New_York' }), '2026-01-05T15:00')
    assert.equal(from({ stamp: 'close' }), '2026-01-05T09:00')
  })

  test('of a large packed one the beginning is unpacked: whole lines of it, no more', ({
    assert,
  }) => {
    const noise = csv(200_000)
    const { whole, rows, preview } = previewCsv(gzipSync(noise), 'bars.csv.gz')
    assert.isFalse(whole)
    assert.isBelow(rows, 200_000)
    assert.deepEqual(preview[0], ['1990-01-01', '0'])
  })

  test('a bomb behind a sound beginning is not set off', ({ assert }) => {
    const bomb = gzipSync(csv(1000, `\n${'7'.repeat(128 * 2 ** 20)}`), { level: 1 })
    const before = process.memoryUsage.rss()
    assert.isFalse(previewCsv(bomb, 'bars.csv').whole)
    assert.isBelow(process.memoryUsage.rss() - before, 64 * 2 ** 20)
  }).timeout(30_000)
})

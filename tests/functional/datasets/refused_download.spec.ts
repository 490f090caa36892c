import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { chartAnswer } from '../../contract/data_sources/yahoo_answers.js'
import { BARS } from '../../contract/data_sources/yahoo_bench.js'
import { answer, YahooServer } from '../../contract/data_sources/yahoo_server.js'
import { ace } from '../system/processes.js'

async function versions() {
  return db
    .from('datasets')
    .join('dataset_columns', 'dataset_columns.dataset_id', 'datasets.dataset_id')
    .where('symbol', 'TEST')
    .orderBy('version')
    .select('version', 'sha256', 'bars', 'content')
}

test.group('A download that is refused or partial', () => {
  test('replaces and shortens nothing that is stored', async ({ assert, cleanup }) => {
    const chart = chartAnswer(BARS)
    const uneven = structuredClone(chart)
    uneven.chart.result[0].timestamp?.pop()
    const server = await YahooServer.open(
      answer(200, chart),
      answer(429, 'Edge: Too Many Requests', { 'Retry-After': '3600' }),
      answer(200, uneven),
      answer(200, chartAnswer([])),
      answer(200, chartAnswer(BARS.slice(0, 3)))
    )
    cleanup(() => server.close())
    const fetched = () =>
      ace(['data:fetch', 'TEST', '--source=yahoo', '--json'], { YAHOO_URL: server.url })
    const first = await fetched()
    assert.equal(first.code, 0, first.stderr)
    const stored = await versions()
    assert.lengthOf(stored, 1)
    assert.equal(stored[0].bars, 5)
    for (const code of [
      'E_DATA_SOURCE_RATE_LIMITED',
      'E_DATA_SOURCE_BAD_ANSWER',
      'E_DATA_SOURCE_EMPTY',
    ]) {
      const refused = await fetched()
      assert.isAbove(refused.code ?? 0, 0)
      assert.equal(JSON.parse(refused.stdout).error.code, code)
      assert.deepEqual(await versions(), stored)
    }
    // sound bars, but fewer: a version of their own beside the one before
    const fewer = await fetched()
    assert.equal(fewer.code, 0, fewer.stderr)
    const [before, after, ...none] = await versions()
    assert.deepEqual(before, stored[0])
    assert.deepEqual([after.version, after.bars, none.length], [2, 3, 0])
  }).timeout(120_000)
})

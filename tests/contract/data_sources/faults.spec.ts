import { test } from '@japa/runner'
import { DataFetcher } from '../../../app/core/market/data_fetcher.ts'
import { isCodedError } from '../../../app/core/errors.ts'
import { canonicalBytes } from '../../../app/core/market/dataset_bytes.ts'
import { validate } from '../../../app/core/market/validation.ts'
import { SampleDataSource } from '../../../app/integrations/data_sources/sample_data_source.ts'
import { FaultyDataSource, type Fault } from './faulty_data_source.ts'

const sample = new SampleDataSource()
const QUESTION = ['AAPL', '2014-01-01', '2014-04-01', '1d'] as const

async function attempt(seed: number, repair: boolean) {
  const source = new FaultyDataSource(sample, seed)
  const outcome = await new DataFetcher([source])
    .fetchHistoricalData(...QUESTION, { repair })
    .catch((error: unknown) => {
      if (isCodedError(error)) return error
      throw error
    })
  return { fault: source.last, outcome }
}

test.group('Fetcher on a faulty source', () => {
  test('whatever the fault, it gives the true bars or a coded error', async ({ assert }) => {
    const { data } = await new DataFetcher([sample]).fetchHistoricalData(...QUESTION)
    const truth = canonicalBytes(data)
    const seen = new Set<Fault>()
    for (let seed = 0; seed < 100; seed++) {
      const { fault, outcome } = await attempt(seed, false)
      seen.add(fault)
      if (isCodedError(outcome)) {
        const code = fault === 'error' ? 'E_DATA_SOURCE_UNAVAILABLE' : 'E_DATASET_REFUSED'
        assert.equal(outcome.code, code, `seed ${seed}, ${fault}`)
      } else {
        assert.equal(fault, 'none', `seed ${seed}`)
        assert.deepEqual(canonicalBytes(outcome.data), truth)
      }
    }
    assert.equal(seen.size, 7)
  })

  test('with a repair it gives sound bars, at most one fewer, and says which', async ({
    assert,
  }) => {
    for (let seed = 0; seed < 100; seed++) {
      const { fault, outcome } = await attempt(seed, true)
      if (isCodedError(outcome)) {
        assert.equal(fault, 'error', `seed ${seed}`)
        continue
      }
      const { data, repairs } = outcome
      assert.isTrue(validate(data).every(({ severity }) => severity !== 'error'))
      assert.equal(repairs.flatMap(({ times }) => times).length, fault === 'none' ? 0 : 1)
      assert.equal(data.series.length, fault === 'none' || fault === 'repeat' ? 61 : 60)
    }
  })
})

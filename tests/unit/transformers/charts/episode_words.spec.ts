import { test } from '@japa/runner'
import type { EpisodeOperation, EpisodeStep } from '#services/pages/episode_detail'
import { decisionWords } from '#transformers/charts/episode_words'

const steps = [1, 2, 3, 4].map((bar) => ({ bar, action_index: 1, q_values: null })) as unknown
const fill = (bar: number, decided: number) => ({
  ...{ bar, decided_bar: decided, operation_type: 'buy', size: 5, price: 20, costs: 0 },
  reason: 'target',
})

test.group('Words of decisions', () => {
  test('a fill is said to be as many bars later as it was', ({ assert }) => {
    const operations = [fill(1, 0), fill(4, 1)] as unknown as EpisodeOperation[]
    const { texts } = decisionWords(
      {
        ...{ interval: '1d', levels: [0, 1], startBar: 0, operations },
        series: { time: Float64Array.of(0, 1, 2, 3, 4) },
        steps: steps as EpisodeStep[],
      },
      { from: 0, to: 2 }
    )
    assert.deepEqual(texts, [
      'bar 0: wanted long (at random); bought 5 at 20.00, costs 0.00, on the next bar',
      'bar 1: wanted long (at random); bought 5 at 20.00, costs 0.00, 3 bars later',
      'bar 2: wanted long (at random); nothing filled',
    ])
  })
})

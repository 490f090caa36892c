import { test } from '@japa/runner'
import type { EpisodeOperation, EpisodeTrade } from '#services/pages/episode_detail'
import { operationRows, rowChosen, tradeRows } from '#services/pages/episode_selection'

const fill = (operation_type: 'buy' | 'sell', bar: number, decided_bar: number | null) =>
  ({ operation_type, bar, decided_bar }) as EpisodeOperation
const trade = (direction: 'long' | 'short', entry_bar: number, exit_bar: number | null) =>
  ({ direction, entry_bar, exit_bar }) as EpisodeTrade

/** Long at 11, turned short at 14 by two fills, stopped out at 17, long at 20 and still open. */
const OPERATIONS = [
  fill('buy', 11, 10),
  fill('sell', 14, 13),
  fill('sell', 14, 13),
  fill('buy', 17, null),
  fill('buy', 20, 19),
]
const TRADES = [trade('long', 11, 14), trade('short', 14, 17), trade('long', 20, null)]

test.group('A row of an episode', () => {
  test('of a trade spans its entry to its exit, an open one to the last bar', ({ assert }) => {
    const spans = tradeRows(TRADES, OPERATIONS, 25).map(({ span: { from, to } }) => [from, to])
    assert.deepEqual(spans, [
      [11, 14],
      [14, 17],
      [20, 25],
    ])
  })

  test('of a trade has the markers of its own side where it was entered and left', ({ assert }) => {
    const [long, short, open] = tradeRows(TRADES, OPERATIONS, 25)
    assert.deepEqual(long!.span.marks, ['?bar=10&operation=1', '?bar=13&operation=3'])
    assert.deepEqual(short!.span.marks, ['?bar=13&operation=2', '?bar=16&operation=4'])
    assert.deepEqual(open!.span.marks, ['?bar=19&operation=5'])
  })

  test('shows the decision behind it: of a stop that before its bar', ({ assert }) => {
    assert.deepEqual(
      operationRows(OPERATIONS).map(({ decided }) => decided),
      [10, 13, 13, 16, 19]
    )
    assert.deepEqual(
      tradeRows(TRADES, OPERATIONS, 25).map(({ decided }) => decided),
      [10, 13, 19]
    )
  })

  test('is chosen by its number; a number beyond the rows chooses none', ({ assert }) => {
    const rows = {
      trades: tradeRows(TRADES, OPERATIONS, 25),
      operations: operationRows(OPERATIONS),
    }
    assert.equal(rowChosen({ trade: 2, operation: null }, rows), rows.trades[1])
    assert.equal(rowChosen({ trade: null, operation: 5 }, rows), rows.operations[4])
    assert.isNull(rowChosen({ trade: 4, operation: null }, rows))
    assert.isNull(rowChosen({ trade: null, operation: 0 }, rows))
  })
})

import { test } from '@japa/runner'
import { BARE_LEDGER } from '../../../app/core/portfolio/bare_ledger.ts'
import { stopHit, stopLevels, type StoppedPosition } from '../../../app/core/portfolio/stops.ts'

const LONG: StoppedPosition = { side: 1, entry: 100, unit: 100, best: 100 }
const SHORT: StoppedPosition = { ...LONG, side: -1 }
/** Stop at 90 and take-profit at 120 of a long from 100. */
const BOTH = { ...BARE_LEDGER, stopLoss: 0.1, takeProfit: 0.2 }
const TRAILING = { ...BARE_LEDGER, trailingStop: 0.1 }

test.group('Stops of a bar', () => {
  test('a stop that the range touches fills at its level', ({ assert }) => {
    const hit = { at: 'intrabar', price: 90, reason: 'stop_loss' }
    assert.deepEqual(stopHit(LONG, 95, 99, 90, BOTH), hit)
    assert.isNull(stopHit(LONG, 95, 99, 90.01, BOTH))
  })

  test('a stop gapped through fills at the open, never at its level', ({ assert }) => {
    const hit = { at: 'open', price: 80, reason: 'stop_loss' }
    assert.deepEqual(stopHit(LONG, 80, 95, 79, BOTH), hit)
  })

  test('a take-profit fills at its level, or at a better open', ({ assert }) => {
    const profit = { reason: 'take_profit' }
    assert.containsSubset(stopHit(LONG, 110, 125, 105, BOTH), { price: 120, ...profit })
    assert.containsSubset(stopHit(LONG, 130, 131, 125, BOTH), { price: 130, ...profit })
  })

  test('where both levels lie in one bar the stop is taken', ({ assert }) => {
    assert.containsSubset(stopHit(LONG, 100, 125, 85, BOTH), { price: 90, reason: 'stop_loss' })
  })

  test('a gap through the take-profit comes before a stop later in the bar', ({ assert }) => {
    const hit = stopHit(LONG, 121, 125, 85, BOTH)
    assert.containsSubset(hit, { price: 121, reason: 'take_profit' })
  })

  test('the levels of a short lie on the other side', ({ assert }) => {
    assert.containsSubset(stopHit(SHORT, 100, 111, 99, BOTH), { price: 110, reason: 'stop_loss' })
    assert.containsSubset(stopHit(SHORT, 100, 101, 79, BOTH), { price: 80, reason: 'take_profit' })
  })

  test('a trailing stop follows the best price at a distance of the entry price', ({ assert }) => {
    const hit = stopHit({ ...LONG, best: 150 }, 145, 148, 140, TRAILING)
    assert.containsSubset(hit, { price: 140, reason: 'trailing_stop' }) // 150 − 10, not 150 − 15
    assert.isNull(stopHit({ ...LONG, best: 150 }, 145, 148, 141, TRAILING))
  })

  test('the levels shown are those at which it closes; what is not set has none', ({ assert }) => {
    const levels = { stopLoss: 90, trailingStop: null, takeProfit: 120 }
    assert.deepEqual(stopLevels(LONG, BOTH), levels)
    assert.deepEqual(stopLevels({ ...SHORT, best: 80 }, TRAILING), {
      ...{ stopLoss: null, takeProfit: null },
      trailingStop: 90, // 80 + 10
    })
  })

  test('of stop-loss and trailing stop the tighter acts, on a tie the stop-loss', ({ assert }) => {
    const config = { ...TRAILING, stopLoss: 0.1 }
    const at = (best: number) => stopHit({ ...LONG, best }, 95, 99, 80, config)?.reason
    assert.equal(at(100), 'stop_loss')
    assert.equal(at(100.5), 'trailing_stop')
  })

  test('distances in ATRs count from the entry', ({ assert }) => {
    const config = { ...BARE_LEDGER, stopLoss: 2, stopUnit: 'atr' as const }
    assert.containsSubset(stopHit({ ...LONG, unit: 3 }, 97, 98, 90, config), { price: 94 })
  })

  test('without a level nothing is hit', ({ assert }) => {
    assert.isNull(stopHit(LONG, 1, 1000, 0.1, BARE_LEDGER))
  })
})

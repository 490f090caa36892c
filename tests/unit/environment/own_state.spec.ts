import { test } from '@japa/runner'
import { OWN_NAMES } from '../../../app/core/environment/own_state.ts'
import { barsOf, environmentOf } from './markets.ts'

const LEVELS = [-1, 0, 0.5, 1]
const [SHORT, FLAT, HALF, LONG] = [0, 1, 2, 3]

/** The own state after each action, by name. */
function statesOf(
  bars: Parameters<typeof barsOf>[0],
  actions: readonly number[],
  changes: Parameters<typeof environmentOf>[1] = {}
): Record<string, number>[] {
  const environment = environmentOf(barsOf(bars), { levels: LEVELS, ...changes })
  environment.reset()
  return actions.map((action) => {
    environment.advance(action)
    return Object.fromEntries(OWN_NAMES.map((name, i) => [name, environment.own[i]]))
  })
}

test.group("The agent's own state", () => {
  test('it is five numbers, the last of an observation', ({ assert }) => {
    const environment = environmentOf(barsOf({ open: [10, 10], close: [10, 10] }))
    assert.deepEqual(environment.observationSpace.names, [
      'bar[t]',
      'position',
      'target',
      'unrealised_return',
      'bars_held',
      'cash_weight',
    ])
    assert.deepEqual(Array.from(environment.reset()[0].subarray(1)), [0, 0, 0, 0, 1])
  })

  test('position and cash are shares of equity at the close', ({ assert }) => {
    // 5 units at 10; at 30 they are 150 of 200
    const [state] = statesOf({ open: [10, 10], close: [10, 30] }, [HALF])
    assert.equal(state.position, 0.75)
    assert.equal(state.cash_weight, 0.25)
    assert.equal(state.target, 0.5)
  })

  test('a short has a negative position, and gains when the price falls', ({ assert }) => {
    const [state] = statesOf({ open: [10, 10], close: [10, 5] }, [SHORT])
    // 10 units short at 10 and now at 5: equity 200 − 50
    assert.approximately(state.position, -50 / 150, 1e-7)
    assert.equal(state.unrealised_return, 0.5)
  })

  test('bars held grow from 0 towards 1, one half at 20', ({ assert }) => {
    const flat = Array.from({ length: 30 }, () => 10)
    const held = statesOf(
      { open: flat, close: flat },
      Array.from({ length: 22 }, () => LONG)
    )
    assert.equal(held[0].bars_held, 0)
    assert.approximately(held[1].bars_held, 1 / 21, 1e-7)
    assert.equal(held[20].bars_held, 0.5)
  })

  test('after a stop-out the target still stands beside a position of nothing', ({ assert }) => {
    const bars = { open: [10, 10, 8, 8], close: [10, 10, 8, 8] }
    const states = statesOf(bars, [LONG, LONG, LONG], { stopLoss: 0.1 })
    assert.deepEqual(
      states.map(({ position, target }) => [position, target]),
      [
        [1, 1],
        [0, 1],
        [0, 1],
      ]
    )
  })

  test('nothing of it is infinite when the equity is gone', ({ assert }) => {
    // 10 short at 10, then a gap to 100: equity is under 0 at the close and after liquidation
    const states = statesOf({ open: [10, 10, 100], close: [10, 10, 100] }, [SHORT, SHORT])
    assert.deepEqual([states[1].position, states[1].cash_weight], [0, 0])
  })

  test('closing a position clears what was said of it', ({ assert }) => {
    const states = statesOf({ open: [10, 10, 12], close: [10, 12, 12] }, [LONG, FLAT])
    const { position, unrealised_return, bars_held, cash_weight } = states[1]
    assert.deepEqual([position, unrealised_return, bars_held, cash_weight], [0, 0, 0, 1])
  })
})

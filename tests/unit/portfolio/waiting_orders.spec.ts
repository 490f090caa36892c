import { test } from '@japa/runner'
import { WaitingOrders } from '../../../app/core/portfolio/waiting_orders.ts'

function ordersOf(...given: [due: number, level: number, decided: number][]): WaitingOrders {
  const orders = new WaitingOrders()
  for (const [due, level, decided] of given) orders.add(due, level, decided)
  return orders
}

test.group('Waiting orders', () => {
  test('none is taken before its bar', ({ assert }) => {
    const orders = ordersOf([5, 1, 3])
    assert.isFalse(orders.take(4, { level: 0, decided: 0 }))
    assert.equal(orders.count, 1)
  })

  test('of several due the newest is taken and the older are dropped', ({ assert }) => {
    const orders = ordersOf([2, 1, 1], [3, 0.5, 2], [6, 0, 5])
    const taken = { level: 0, decided: 0 }
    assert.isTrue(orders.take(4, taken))
    assert.deepEqual(taken, { level: 0.5, decided: 2 })
    assert.deepEqual(orders.list(), [{ decided: 5, target: 0 }])
  })

  test('a stop-out drops the orders to its own side; flat and the other side stay', ({
    assert,
  }) => {
    const orders = ordersOf([2, 1, 0], [3, 0, 1], [4, -1, 2], [5, 0.5, 3])
    orders.dropSide(1)
    assert.deepEqual(
      orders.list().map(({ target }) => target),
      [0, -1]
    )
  })
})

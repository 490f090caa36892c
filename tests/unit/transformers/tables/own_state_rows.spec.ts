import { test } from '@japa/runner'
import { ownStateRows } from '#transformers/tables/own_state_rows'

test.group('Rows of the own state', () => {
  test('shares are in per cent and the time held in bars, as the account had them', ({
    assert,
  }) => {
    const own = [
      { name: 'position', value: 0.75, effect: 0.1 },
      { name: 'target', value: 1, effect: 0 },
      { name: 'unrealised_return', value: -0.0125, effect: 0 },
      { name: 'bars_held', value: 0.2, effect: 0 },
      { name: 'cash_weight', value: 0.25, effect: 0 },
    ] as const
    const rows = ownStateRows({ own, barsHeld: 5 })
    assert.deepEqual(
      rows.map(({ label, text }) => `${label} ${text}`.replaceAll('\u00a0', ' ')),
      [
        'position 75.00 %',
        'target 1',
        'unrealised return −1.25 %',
        'bars held 5 bars',
        'cash weight 25.00 %',
      ]
    )
    // 5 / (5 + 20) is what the network is given
    assert.deepEqual([rows[3]?.value, rows[3]?.seen], [5, 0.2])
    assert.equal(ownStateRows({ own, barsHeld: 1 })[3]?.text, '1 bar')
  })
})

import { test } from '@japa/runner'
import { playActions } from '../../../app/core/environment/play_actions.ts'
import { differences } from '../../golden/differences.ts'
import { LEDGER_SCENARIOS, ledgerScenario } from '../../golden/ledger_scenario.ts'

test.group('Ledger scenarios', () => {
  for (const file of LEDGER_SCENARIOS) {
    test(`${file} comes out, every bar, fill and trade of it`, ({ assert }) => {
      const { series, actions, config, expected, ...options } = ledgerScenario(file)
      const report = playActions(series, actions, config, options)
      // through JSON, as the command gives it: nothing may be NaN, infinite or undefined
      const answer: unknown = JSON.parse(JSON.stringify(report))
      assert.deepEqual(differences(answer, expected), [])
    })
  }

  test('there are 27 scripted and 4 real ones', ({ assert }) => {
    assert.lengthOf(LEDGER_SCENARIOS, 31)
  })
})

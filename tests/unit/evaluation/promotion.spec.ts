import { test } from '@japa/runner'
import { notPassed } from '../../../app/core/evaluation/verdicts/promotion.ts'
import {
  VERDICTS,
  type Verdict,
  type VerdictName,
  type VerdictState,
} from '../../../app/core/evaluation/verdicts/verdict.ts'

const verdicts = (states: Partial<Record<VerdictName, VerdictState>>): Verdict[] =>
  VERDICTS.map((name) => ({
    ...{ name, figure: null, rule: '', sentence: '' },
    state: states[name] ?? 'pass',
  }))

const names = (open: readonly Verdict[]) => open.map(({ name }) => name)

test.group('Verdicts that need a reason', () => {
  test('are those that warned, failed or could not run', ({ assert }) => {
    const given = verdicts({ enough_trades: 'warn', cost_stress: 'fail', delay_stress: 'not_run' })
    assert.deepEqual(names(notPassed(given, 'test')), [
      'enough_trades',
      'cost_stress',
      'delay_stress',
    ])
    assert.deepEqual(notPassed(verdicts({}), 'test'), [])
  })

  test('each kind of unseen bars is not asked what only the other can run; validation is asked both', ({
    assert,
  }) => {
    const given = verdicts({ sealed_looks: 'not_run', walk_forward: 'not_run' })
    assert.deepEqual(names(notPassed(given, 'test')), ['sealed_looks'])
    assert.deepEqual(names(notPassed(given, 'walk_forward')), ['walk_forward'])
    assert.deepEqual(names(notPassed(given, 'validation')), ['sealed_looks', 'walk_forward'])
    const failed = verdicts({ walk_forward: 'fail' })
    assert.deepEqual(names(notPassed(failed, 'test')), ['walk_forward'])
  })
})

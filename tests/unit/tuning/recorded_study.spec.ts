import { test } from '@japa/runner'
import { Asha } from '../../../app/core/tuning/schedulers/asha.ts'
import { readGolden } from '../../golden/read_golden.ts'

interface Recorded {
  readonly rungs: readonly number[]
  /** [trials][rungs] */
  readonly values: readonly (readonly (number | null)[])[]
}

test.group('ASHA on a recorded real study', () => {
  test('spends at most a quarter of full training and chooses among the top 5 %', ({ assert }) => {
    const { rungs, values } = readGolden<Recorded>('tuning/recorded_study.json')
    const asha = new Asha(rungs, 3)
    let started = 0
    let spent = 0
    let best = { trial: -1, rung: -1, value: -Infinity }
    for (;;) {
      const next = asha.next(started < values.length)
      if (next.do === 'wait') break
      const [trial, rung] = next.do === 'start' ? [started++, 0] : [next.trial, next.toRung]
      if (next.do === 'promote') asha.promoted(trial, rung)
      spent += rungs[rung] - (rung === 0 ? 0 : rungs[rung - 1])
      const value = values[trial][rung]
      asha.reported(trial, rung, value)
      const isBetter = rung > best.rung || (rung === best.rung && (value ?? -Infinity) > best.value)
      if (value !== null && isBetter) best = { trial, rung, value }
    }
    const whole = rungs[rungs.length - 1]
    assert.equal(started, 81)
    assert.isAtMost(spent / (whole * values.length), 0.25)
    const last = values.map((curve) => curve.at(-1) ?? -Infinity)
    const better = last.filter((value) => value > last[best.trial]).length
    assert.isAtMost((better + 1) / values.length, 0.05)
  })
})

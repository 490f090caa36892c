import { test } from '@japa/runner'
import {
  directionFault,
  OBJECTIVES,
  objectiveOf,
  turned,
} from '../../../app/core/tuning/objectives.ts'

test.group('The direction of objectives', () => {
  test('of two drawdowns the shallower is the better', ({ assert }) => {
    const drawdown = objectiveOf('max_drawdown')
    assert.isAbove(turned(drawdown, -0.1)!, turned(drawdown, -0.3)!)
  })

  for (const metric of OBJECTIVES) {
    test(`${metric} is maximised; its least is refused with its range`, ({ assert }) => {
      assert.equal(objectiveOf(metric).direction, 'maximize')
      assert.isNull(directionFault(objectiveOf(metric)))
      assert.match(
        directionFault({ metric, direction: 'minimize' })!,
        new RegExp(
          `^${metric} is to be minimized, but must be maximized: its range is .+ better\\.$`
        )
      )
    })
  }
})

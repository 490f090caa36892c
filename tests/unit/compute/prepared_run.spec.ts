import { test } from '@japa/runner'
import { referenceEngines } from '../../../app/compute/engines/reference/reference_engine.ts'
import { preparedRun } from '../../../app/compute/workers/prepared_run.ts'
import { prepareRun } from '../../../app/core/agent/prepare_run.ts'
import { runTraining } from '../../../app/core/agent/training_run.ts'
import { RecordedRun, smallSpec } from '../agent/run_fixture.ts'

const weightsOf = (spec = smallSpec(), prepare = prepareRun) =>
  runTraining(spec, referenceEngines, new RecordedRun(), prepare).weights

test.group('What a thread has prepared', () => {
  test('serves the next run that differs in its agent, and no other', ({ assert }) => {
    const first = preparedRun(smallSpec())
    assert.strictEqual(preparedRun(smallSpec({ 'agent.gamma': 0.5 })), first)
    assert.strictEqual(preparedRun(smallSpec({ 'training.episodes': 9 })), first)
    const others = [
      smallSpec({ 'features.window': 4 }),
      smallSpec({ 'data.validationShare': 0.2 }),
      smallSpec({ 'environment.stopLoss': 0.1 }),
      smallSpec({ 'training.episodeLength': 41 }),
      smallSpec({}, { seed: 8 }),
      smallSpec({}, { codeVersion: 'another' }),
      smallSpec({}, { datasets: [{ ...smallSpec().datasets[0], sha256: 'cd'.repeat(32) }] }),
    ]
    for (const other of others) {
      const before = preparedRun(smallSpec())
      const prepared = preparedRun(other)
      assert.notStrictEqual(prepared, before)
      assert.deepEqual(prepared, prepareRun(other))
    }
  })

  test('is not written to: the next run ends with the same weights as one that prepared itself', ({
    assert,
  }) => {
    const other = smallSpec({ 'agent.learningRate': 0.003 })
    weightsOf(smallSpec(), preparedRun)
    assert.deepEqual(preparedRun(smallSpec()), prepareRun(smallSpec()))
    assert.deepEqual(weightsOf(other, preparedRun), weightsOf(other))
  })
})

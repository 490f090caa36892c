import { test } from '@japa/runner'
import { engineFactory } from '#compute/engines/factory'
import { samplerFor } from '#core/tuning/samplers/sampler_for'
import type { TrialValues } from '#core/tuning/search_space'
import { valuesFound } from '#services/bench/samplers/best_found'
import { plantedStudy } from '#services/bench/samplers/planted_study'
import { cellOf, CELLS, parametersOf } from '#services/bench/samplers/recorded_space'
import { readStudies } from '#services/bench/samplers/recorded_studies'
import { readTrainings, sampleBars, trainCell } from '#services/bench/samplers/recorded_trainings'
import { STARTUP } from '#services/bench/samplers/samplers_suite'

const fingerprint = engineFactory('auto').fingerprint()
const isOurs = (other: object) => JSON.stringify(other) === JSON.stringify(fingerprint)

test.group('Recorded trainings', () => {
  test('the nearest levels of each parameter are the configuration that is trained', ({
    assert,
  }) => {
    const point: TrialValues = {
      'agent.learningRate': 0.0009, // nearer to 0.001 than to 0.000316 on the logarithm
      'environment.turnoverPenalty': 1,
      'agent.gamma': 0.5,
      'features.window': 3,
    }
    const { agent, environment, features } = parametersOf(cellOf(point))
    assert.deepEqual(
      [agent.learningRate, environment.turnoverPenalty, agent.gamma, features.window],
      [0.001, 1, 0.66, 1]
    )
    assert.deepEqual(
      [0, 777, CELLS - 1].map((cell) => cellOf(pointOf(cell))),
      [0, 777, CELLS - 1]
    )
  })

  test('a configuration trains to its recorded return again', async ({ assert }) => {
    const { returns } = readTrainings()
    assert.lengthOf(returns, CELLS)
    assert.equal(trainCell(700, 2, await sampleBars()), returns[700][1])
  }).skip(() => !isOurs(readTrainings().fingerprint), 'Recorded on other arithmetic')

  test('TPE draws the recorded study again, whose trial trains to its recorded value', ({
    assert,
  }) => {
    const { studies } = readStudies()
    const { values } = studies.find(({ sampler, seed }) => sampler === 'tpe' && seed === 3)!
    const points: TrialValues[] = []
    const problem = plantedStudy()
    const replayed = { ...problem, valueAt: (point: TrialValues) => values[points.push(point) - 1] }
    valuesFound(samplerFor('tpe', problem.space, 3, STARTUP), replayed)
    assert.equal(problem.valueAt(points[40]), values[40])
  }).skip(() => !isOurs(readStudies().fingerprint), 'Recorded on other arithmetic')
})

function pointOf(cell: number): TrialValues {
  const { agent, environment, features } = parametersOf(cell)
  return {
    'agent.learningRate': agent.learningRate,
    'environment.turnoverPenalty': environment.turnoverPenalty,
    'agent.gamma': agent.gamma,
    'features.window': features.window,
  }
}

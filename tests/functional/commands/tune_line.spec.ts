import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import type { StudyPlan } from '#core/tuning/study_plan'
import { baseOf, budgetOf, planOf, type StudyInput } from '#services/tuning/study_input'
import { tuneCommand } from '#services/tuning/tune_command'
import Tune from '../../../commands/tune.js'
import { studyInput } from '../../../commands/_study_input.js'

const PLAIN: StudyInput = {
  datasets: [7],
  preset: 'default',
  set: {},
  space: { 'agent.gamma': { low: 0.9, high: 0.999 } },
}

const EVERYTHING: StudyInput = {
  datasets: [7, 8],
  preset: 'quick',
  set: {
    'agent.hiddenLayers': '32, 32',
    'environment.stopLoss': 'none',
    'features.indicators': 'rsi, macd',
    'training.recordEvery': '10',
    'training.validateEvery': '3',
    'training.validateAt': '7, 9',
  },
  name: 'it\'s a $HOME of "one"',
  notes: 'two words',
  space: {
    'environment.reward': {},
    'environment.rewardEta': { low: 0.01, high: 0.1, when: { 'environment.reward': ['sharpe'] } },
    'features.window': { low: 10, high: 50, step: 10 },
    'agent.clipNorm': { choices: [null, 1, 10] },
  },
  objectives: [
    { metric: 'max_drawdown', direction: 'maximize' },
    { metric: 'total_return', direction: 'maximize' },
  ],
  scheduler: 'hyperband',
  sampler: 'sobol',
  eta: 2,
  minResource: 6,
  maxResource: 48,
  startupTrials: 5,
  seed: 9,
  seeds: [5],
  concurrency: 3,
  enqueue: [{ 'environment.reward': 'pnl', 'agent.clipNorm': null }],
  budget: { trials: 12, episodes: 900, seconds: 5400 },
}

/** Words of a line as a shell splits them. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|\\(.)/g, (_, quoted: string, escaped: string) => quoted ?? escaped)
  )
}

/** What the command launches when it is given the line. */
async function asked(line: string): Promise<StudyInput> {
  const [node, program, name, ...flags] = wordsOf(line)
  if (node !== 'node' || program !== 'ace' || name !== 'tune') throw new Error(line)
  const command = await ace.create(Tune, flags)
  return (await studyInput(command)).launch()
}

const planned = (input: StudyInput): StudyPlan => planOf(input, baseOf(input))

test.group('The line of the form', () => {
  for (const [what, input] of [
    ['what is usual', PLAIN],
    [
      'a preset of the space',
      { ...PLAIN, space: { 'environment.reward': {}, 'features.window': { low: 5, high: 60 } } },
    ],
    ['everything', EVERYTHING],
    ['a largest resource in the base', { ...PLAIN, set: { 'training.episodes': '50' } }],
    ['seeds 1 to 3', { ...PLAIN, seeds: [1, 2, 3] }],
    ['only a bound on time', { ...PLAIN, budget: { seconds: 60 } }],
  ] as const satisfies readonly (readonly [string, StudyInput])[]) {
    test(`makes the same plan of ${what}, bounds and datasets`, async ({ assert }) => {
      const line = tuneCommand(input, planned(input))
      const read = await asked(line)
      assert.deepEqual(planned(read), planned(input), line)
      assert.deepEqual(budgetOf(read.budget), budgetOf(input.budget))
      assert.deepEqual(read.datasets.map(Number), input.datasets)
      assert.equal(read.name ?? null, input.name ?? null)
      assert.equal(read.notes ?? null, input.notes ?? null)
    })
  }

  test('has the name of a preset rather than its space, and nothing that is usual', ({
    assert,
  }) => {
    const environment = { 'features.window': { low: 5, high: 60 }, 'environment.reward': {} }
    const input = { ...PLAIN, space: environment }
    assert.equal(
      tuneCommand(input, planned(input)),
      'node ace tune --dataset=7 --space=environment --preset=default --trials=100 --detach'
    )
  })
})

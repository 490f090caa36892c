import { test } from '@japa/runner'
import { ENGINE_FACTORIES } from '../../../app/compute/engines/factory.ts'
import { referenceEngines } from '../../../app/compute/engines/reference/reference_engine.ts'
import type { RunSpec } from '../../../app/core/agent/run_contract.ts'
import { isCodedError } from '../../../app/core/errors.ts'
import type { Overrides } from '../../../app/core/parameters/resolve.ts'
import type { ComputeEngine, ComputeEngineFactory } from '../../../app/core/ports/compute_engine.ts'
import { datasetOf, play, RecordedRun, smallSpec, walk } from './run_fixture.ts'

const start = (spec: RunSpec, run = new RecordedRun()) => play(spec, referenceEngines, run)

/** Engines whose loss is NaN at one update. */
function brokenEngines(nanAt: number): ComputeEngineFactory {
  const spoil = (engine: ComputeEngine): ComputeEngine => {
    const learn = engine.learn.bind(engine)
    let updates = 0
    engine.learn = () => (++updates === nanAt ? NaN : learn())
    return engine
  }
  return {
    ...referenceEngines,
    create: (shape, rule) => spoil(referenceEngines.create(shape, rule)),
  }
}

function failureOf(work: () => unknown): { code: string; message: string } {
  try {
    work()
  } catch (error) {
    if (isCodedError(error)) return error
    throw error
  }
  throw new Error('It did not fail.')
}

test.group('Training run', () => {
  test('the same seed gives the same weights and episodes to the last bit, another seed others', ({
    assert,
  }) => {
    const [one, two] = [start(smallSpec()), start(smallSpec())]
    assert.deepEqual(two.outcome, one.outcome)
    assert.deepEqual(two.run.episodes, one.run.episodes)
    assert.deepEqual(two.run.validations, one.run.validations)
    assert.notDeepEqual(start(smallSpec({}, { seed: 8 })).outcome.weights, one.outcome.weights)
  })

  const learners: Record<string, Overrides> = {
    'double DQN': {},
    'all switches': {
      'agent.prioritised': true,
      'agent.dueling': true,
      'agent.nStep': 3,
      'agent.targetUpdate': 'soft',
    },
  }
  for (const engines of ENGINE_FACTORIES) {
    for (const [name, overrides] of Object.entries(learners)) {
      test(`resumed from any border of episodes a run ends as if never stopped, ${name}, ${engines.name}`, ({
        assert,
      }) => {
        const spec = smallSpec(overrides)
        const whole = play(spec, engines, new RecordedRun([1, 2, 3, 4, 5, 6]))
        assert.lengthOf(whole.run.checkpoints, 6)
        for (const checkpoint of whole.run.checkpoints) {
          const { episode } = checkpoint.progress
          const rest = play({ ...spec, checkpoint }, engines)
          assert.deepEqual(rest.outcome, whole.outcome, `after episode ${episode}`)
          assert.deepEqual(rest.run.episodes, whole.run.episodes.slice(episode))
          const later = whole.run.scores.filter((score) => score.episode > episode)
          assert.deepEqual(rest.run.scores, later)
        }
      })
    }
  }

  test('taking checkpoints, recording and validating change no weight', ({ assert }) => {
    const { weights } = start(smallSpec()).outcome
    const others = [
      start(smallSpec(), new RecordedRun([1, 3])),
      start(smallSpec({ 'training.recordEvery': 0 })),
      start(smallSpec({ 'training.recordEvery': 1 })),
      start(smallSpec({ 'training.validateEvery': 1 })),
      start(smallSpec({ 'training.validateEvery': 100 })),
    ]
    for (const { outcome } of others) assert.deepEqual(outcome.weights, weights)
  })

  test('more draws of exploration and sampling shift no draw of the environment', ({ assert }) => {
    const starts = (overrides: Overrides) =>
      start(smallSpec(overrides)).run.episodes.map(({ startBar }) => startBar)
    const usual = starts({})
    assert.isAbove(new Set(usual).size, 3)
    assert.deepEqual(starts({ 'agent.epsilonStart': 0, 'agent.epsilonEnd': 0 }), usual)
    assert.deepEqual(starts({ 'agent.batchSize': 32, 'agent.gradientSteps': 2 }), usual)
  })

  test('the weights kept are those of the largest validation Sharpe ratio, the earliest of equals', ({
    assert,
  }) => {
    const { run, outcome } = start(smallSpec({ 'training.validateEvery': 1 }))
    assert.deepEqual(
      run.scores.map(({ episode }) => episode),
      [1, 2, 3, 4, 5, 6]
    )
    let best: number | null = null
    const kept: number[] = []
    for (const { episode, sharpe } of run.scores) {
      if (episode > 1 && (sharpe === null || (best !== null && sharpe <= best))) continue
      best = sharpe
      kept.push(episode)
    }
    assert.deepEqual(
      run.models.map(({ episode }) => episode),
      kept
    )
    assert.equal(outcome.best?.episode, kept.at(-1))
    assert.deepEqual(
      run.scores.filter((score) => score.best).map(({ episode }) => episode),
      kept
    )
    assert.equal(outcome.progress.bestValidation?.sharpe, outcome.best?.validation.sharpe)
  })

  test('the last episode is validated whatever validateEvery', ({ assert }) => {
    const { run } = start(smallSpec({ 'training.validateEvery': 4 }))
    assert.deepEqual(
      run.scores.map(({ episode }) => episode),
      [4, 6]
    )
  })

  test('every n-th training episode keeps its steps, a validation episode always, with Q-values', ({
    assert,
  }) => {
    const { run } = start(smallSpec())
    const withSteps = run.episodes.filter(({ stepColumns }) => stepColumns !== null)
    assert.deepEqual(
      withSteps.map(({ number }) => number),
      [3, 6]
    )
    for (const { stepColumns, steps, meanMaxQ } of [...withSteps, ...run.validations]) {
      assert.equal(stepColumns?.qValues?.length, 2 * steps)
      assert.isNumber(meanMaxQ)
    }
  })

  test('a cancelled run makes no further step and keeps what it has', ({ assert }) => {
    const { run, outcome } = start(smallSpec(), new RecordedRun([2], 100))
    assert.equal(outcome.status, 'cancelled')
    assert.lengthOf(run.episodes, 2)
    assert.equal(outcome.best?.episode, 2)
    assert.equal(run.checkpoints[0].progress.envSteps, 80)
    // progress is told every 64 steps and at each end: the last one was at the end of episode 2
    assert.equal(run.reports.at(-1)?.envSteps, 80)
  })

  test('a loss that is not a number fails the run and names update and step', ({ assert }) => {
    const run = new RecordedRun([1, 2])
    const { outcome } = play(smallSpec(), brokenEngines(50), run)
    assert.equal(outcome.status, 'failed')
    assert.equal(outcome.error?.code, 'E_LOSS_NOT_FINITE')
    // update k is made after step 20 + 2k
    assert.include(
      outcome.error?.message ?? '',
      'NaN at update 50, environment step 120, in episode 3'
    )
    assert.lengthOf(run.checkpoints, 2)
    assert.equal(
      start({ ...smallSpec(), checkpoint: run.checkpoints[1] }).outcome.status,
      'completed'
    )
  })

  test('a checkpoint of another engine, version or rounding is refused', ({ assert }) => {
    const run = new RecordedRun([1])
    start(smallSpec(), run)
    const [checkpoint] = run.checkpoints
    for (const change of [{ engine: 'simd' }, { version: '0' }, { fused: true }]) {
      const fingerprint = { ...checkpoint.fingerprint, ...change }
      const spec = smallSpec({}, { checkpoint: { ...checkpoint, fingerprint } })
      assert.throws(() => start(spec), /The checkpoint does not fit this run: its engine is/)
    }
  })

  test('a checkpoint of another seed, parameter or dataset is refused with both values', ({
    assert,
  }) => {
    const run = new RecordedRun([1])
    start(smallSpec(), run)
    const [checkpoint] = run.checkpoints
    const other = { ...datasetOf(walk()), sha256: 'cd'.repeat(32) }
    const hash = 'ab'.repeat(32)
    const cases: [RunSpec, string][] = [
      [smallSpec({}, { seed: 8 }), "its seed is 7, this run's is 8"],
      [smallSpec({ 'agent.gamma': 0.5 }), "its agent.gamma is 0.99, this run's is 0.5"],
      [
        smallSpec({}, { datasets: [other] }),
        `the SHA-256 of its dataset 1 is ${hash}, this run's is ${other.sha256}`,
      ],
      [
        smallSpec({}, { datasets: [datasetOf(walk()), other] }),
        `the SHA-256 of its dataset 2 is missing, this run's is ${other.sha256}`,
      ],
    ]
    for (const [spec, reason] of cases) {
      const error = failureOf(() => start({ ...spec, checkpoint }))
      assert.equal(error.code, 'E_CHECKPOINT_MISMATCH')
      assert.equal(
        error.message,
        `The checkpoint does not fit this run: ${reason}. Nothing was trained.`
      )
    }
  })

  test('a checkpoint that lacks a parameter which the catalogue has got since is taken', ({
    assert,
  }) => {
    const run = new RecordedRun([1])
    const { outcome } = start(smallSpec(), run)
    const checkpoint = structuredClone(run.checkpoints[0])
    Reflect.deleteProperty(checkpoint.origin.parameters.agent, 'nStep')
    assert.deepEqual(start(smallSpec({}, { checkpoint })).outcome, outcome)
  })

  test('progress counts steps, updates, epsilon, loss and memory', ({ assert }) => {
    const { run, outcome } = start(smallSpec())
    const { progress } = outcome
    assert.containSubset(progress, {
      episode: 6,
      episodes: 6,
      envSteps: 240,
      plannedSteps: 240,
      updates: 110, // after steps 22, 24 ... 240
      epsilon: 0.02,
    })
    // 151 slots: the last 150 observations but the current one and those that ended episodes
    assert.equal(progress.memoryTransitions, 147)
    assert.equal(progress.memoryBytes, 151 * 30)
    assert.equal(progress.loss, run.episodes.at(-1)?.meanLoss)
    assert.deepEqual(
      run.reports.map(({ envSteps }) => envSteps),
      [40, 64, 80, 120, 128, 160, 192, 200, 240]
    )
  })

  test('the facts hold the ranges, names, checks, and buy and hold over the validation range', ({
    assert,
  }) => {
    const free = { 'environment.commissionRate': 0, 'environment.slippageBps': 0 }
    const { run } = start(smallSpec(free))
    const facts = run.facts
    if (facts === null) return assert.fail('prepared was not called')
    const [{ training, validation, test: sealed, embargo }] = facts.splits
    assert.equal(embargo, 3)
    assert.isAtLeast(validation.first - training.last, 4)
    assert.isAtLeast(sealed.first - validation.last, 4)
    const { open, close } = walk()
    const expected = close[validation.last] / open[validation.first + 1] - 1
    assert.closeTo(facts.buyAndHold.totalReturn, expected, 1e-12)
    assert.deepEqual(facts.actionNames, ['flat', 'long'])
    assert.deepEqual(facts.featureNames, ['log_return_1', 'rsi_14'])
    assert.lengthOf(facts.observationNames, 3 * 2 + 5)
    assert.equal(facts.weightCount, 11 * 8 + 8 + 8 * 2 + 2)
    assert.lengthOf(facts.checks, 2)
  })

  test('episodes are drawn over several datasets and each one is validated', ({ assert }) => {
    const datasets = [datasetOf(walk(1), 'ONE'), datasetOf(walk(2, 300), 'TWO')]
    const { run, outcome } = start(smallSpec({}, { datasets }))
    assert.deepEqual([...new Set(run.episodes.map(({ market }) => market))].sort(), [0, 1])
    assert.deepEqual(
      run.validations.map(({ market }) => market),
      [0, 1, 0, 1, 0, 1]
    )
    assert.equal(outcome.status, 'completed')
  })
})

import { test } from '@japa/runner'
import type { Environment, TabularEnvironment } from '../../../app/core/environment/environment.ts'
import { checkEnvironment } from '../../../app/core/environment/environment_checker.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { sampleBars } from '../../golden/sample_bars.ts'
import { environmentOf } from './markets.ts'

const BARS = sampleBars(0, 200)

const sound = () =>
  environmentOf(
    BARS,
    { levels: [-1, 0, 1], stopLoss: 0.05 },
    { window: 3, episodeLength: 50, randomStart: true, random: streamOf(3, 'environment') }
  )

type Step = ReturnType<Environment['step']>

/** The sound environment with some of it replaced; without its tables unless they are given. */
function broken(change: (inner: TabularEnvironment) => Partial<TabularEnvironment>): Environment {
  const inner = sound()
  return {
    observationSpace: inner.observationSpace,
    actionSpace: inner.actionSpace,
    reset: (seed, options) => inner.reset(seed, options),
    step: (action) => inner.step(action),
    ...change(inner),
  }
}

/** The sound environment whose steps are changed. */
const steps = (change: (step: Step, action: number) => Step) =>
  broken((inner) => ({ step: (action) => change(inner.step(action), action) }))

/** The sound environment, tables included, with some of it replaced. */
function brokenTables(
  change: (inner: TabularEnvironment) => Partial<TabularEnvironment>
): Environment {
  const inner = sound()
  const replaced = change(inner)
  return new Proxy(inner, {
    get(target, key) {
      if (key in replaced) return Reflect.get(replaced, key) as unknown
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

const failures = (environment: Environment) =>
  checkEnvironment(environment).filter(({ passed }) => !passed)
const failedRules = (environment: Environment) => failures(environment).map(({ rule }) => rule)

/** Each fault with the rule that finds it. */
const FAULTS: Record<string, () => Environment> = {
  'each component has a name': () =>
    broken(({ observationSpace }) => ({ observationSpace: { ...observationSpace, names: ['a'] } })),
  'no two components share a name': () =>
    broken(({ observationSpace }) => ({
      observationSpace: { ...observationSpace, names: observationSpace.names.map(() => 'a') },
    })),
  'the bounds are in order': () =>
    broken(({ observationSpace }) => ({
      observationSpace: { ...observationSpace, low: Infinity },
    })),
  'there are at least two actions': () =>
    broken(({ actionSpace }) => ({ actionSpace: { ...actionSpace, n: 1 } })),
  'no two actions share a name': () =>
    broken(({ actionSpace }) => ({
      actionSpace: { ...actionSpace, names: ['short', 'flat', 'flat'] },
    })),
  'a step before the first reset is refused': () =>
    broken(() => ({
      step() {
        throw new TypeError('units of undefined')
      },
    })),
  'the first observation has the shape of the space': () =>
    broken((inner) => ({ reset: (seed) => [inner.reset(seed)[0].subarray(1), {}] })),
  'the first observation lies in the space and is finite': () =>
    broken((inner) => ({ reset: (seed) => [inner.reset(seed)[0].fill(NaN, 0, 1), {}] })),
  'the same seed gives the same first observation': () =>
    broken((inner) => ({ reset: () => inner.reset() })),
  'the same seed and actions give the same trajectory': () =>
    broken((inner) => ({ reset: () => inner.reset() })),
  'action -1 is refused': () =>
    broken((inner) => ({ step: (action) => inner.step(Math.max(0, action)) })),
  'action n is refused': () => broken((inner) => ({ step: (action) => inner.step(action % 3) })),
  'action 0.5 is refused': () =>
    broken((inner) => ({ step: (action) => inner.step(Math.ceil(action)) })),
  'action NaN is refused': () => broken((inner) => ({ step: (action) => inner.step(action || 0) })),
  'a refused action leaves the episode as it was': () =>
    broken((inner) => ({
      step(action) {
        if (!Number.isInteger(action)) inner.step(0)
        return inner.step(action)
      },
    })),
  'every observation lies in the space and is finite': () =>
    steps(([observation, ...rest]) => [observation.fill(Infinity, 2, 3), ...rest]),
  'every reward is a finite number': () =>
    steps(([observation, , ...rest]) => [observation, NaN, ...rest]),
  'no step is both terminated and truncated': () =>
    steps(([observation, reward, , truncated, info]) => [
      observation,
      reward,
      truncated,
      truncated,
      info,
    ]),
  'what is written into an observation does not reach the next one': () => {
    const kept = new Float32Array(sound().own.length + 3)
    return broken((inner) => ({
      reset(seed) {
        const [observation, info] = inner.reset(seed)
        kept.set(observation)
        return [kept, info]
      },
      step(action) {
        const [observation, ...rest] = inner.step(action)
        kept.set(observation.subarray(1), 1) // the first component is left from before
        return [kept, ...rest]
      },
    }))
  },
  'an episode ends': () =>
    broken((inner) => ({
      step(action) {
        const [observation, reward, , truncated, info] = inner.step(action)
        if (truncated) inner.reset()
        return [observation, reward, false, false, info]
      },
    })),
  'a step after the end is refused': () => {
    let last: Step | null = null
    return broken((inner) => ({
      step(action) {
        const ended = last !== null && (last[2] || last[3])
        if (ended && Number.isInteger(action)) inner.reset()
        last = inner.step(action)
        return last
      },
      reset(seed) {
        last = null
        return inner.reset(seed)
      },
    }))
  },
  'a reset leaves nothing of the episode before': () => {
    let episodes = 0
    return broken((inner) => ({
      reset(seed) {
        episodes++
        return inner.reset(seed)
      },
      step(action) {
        const [observation, reward, ...rest] = inner.step(action)
        return [observation, reward + episodes, ...rest]
      },
    }))
  },
  'no call fails that the contract allows': () =>
    broken(() => ({
      step() {
        throw new TypeError('units of undefined')
      },
    })),
  'every table has whole rows': () => brokenTables(() => ({ tables: [new Float32Array(0)] })),
  'an observation is window × columns and the own state': () => brokenTables(() => ({ window: 2 })),
  'an observation is the table up to its row, then the own state': () =>
    brokenTables(({ tables }) => ({ tables: tables.map((table) => table.map((x) => x + 1)) })),
  'advance moves as step does': () =>
    brokenTables((inner) => ({ advance: (action) => inner.advance(action === 1 ? 2 : action) })),
  'episodes go on from an exported random state': () =>
    brokenTables(() => ({ importRandom: () => undefined })),
}

test.group('Environment checker', () => {
  test('the trading environment keeps every rule', ({ assert }) => {
    assert.deepEqual(failures(sound()), [])
    assert.isAtLeast(checkEnvironment(sound()).length, 35)
  })

  test('one without tables is held against the rules of every environment', ({ assert }) => {
    assert.deepEqual(failures(broken(() => ({}))), [])
  })

  for (const [rule, environment] of Object.entries(FAULTS)) {
    test(`a fault against "${rule}" is found`, ({ assert }) => {
      assert.include(failedRules(environment()), rule)
    })
  }

  test('a failed rule says what was expected and what was seen', ({ assert }) => {
    const [lowest] = failures(
      broken(({ actionSpace }) => ({ actionSpace: { ...actionSpace, n: 1, names: ['flat'] } }))
    )
    assert.equal(lowest.seen, 'expected 2 actions or more, saw 1')
    const nan = failures(steps(([observation, , ...rest]) => [observation, NaN, ...rest]))
    assert.include(
      nan.map(({ seen }) => seen),
      'NaN at step 0'
    )
  })

  test('it leaves the environment at the start of an episode', ({ assert }) => {
    const environment = sound()
    checkEnvironment(environment)
    const { startBar } = environment
    environment.reset(0)
    assert.equal(environment.startBar, startBar)
  })
})

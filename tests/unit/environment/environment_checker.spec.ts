import { test } from '@japa/runner'
import type { Environment } from '../../../app/core/environment/environment.ts'
import { checkEnvironment } from '../../../app/core/environment/environment_checker.ts'
import { answerLine } from '../../../app/core/environment/environment_protocol.ts'
import { TradingEnvironment } from '../../../app/core/environment/trading_environment.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { bareConfig, marketOf, randomWalk } from './markets.ts'

function sound(): TradingEnvironment {
  const market = marketOf(randomWalk(120, streamOf(5, 'benchmark')))
  return new TradingEnvironment([market], bareConfig({ levels: [-1, 0, 1], stopLoss: 0.05 }), {
    window: 1,
    episodeLength: 50,
    randomStart: true,
    random: streamOf(1, 'environment'),
  })
}

/** The sound environment with one method replaced. */
function broken(change: (environment: Environment) => Partial<Environment>): Environment {
  const environment = sound()
  const { observationSpace, actionSpace } = environment
  return {
    observationSpace,
    actionSpace,
    reset: (seed, options) => environment.reset(seed, options),
    step: (action) => environment.step(action),
    ...change(environment),
  }
}

function failedRules(environment: Environment): string[] {
  return checkEnvironment(environment)
    .filter(({ passed }) => !passed)
    .map(({ rule }) => rule)
}

test.group('Environment checker', () => {
  test('the trading environment keeps every rule', ({ assert }) => {
    const rules = checkEnvironment(sound())
    assert.deepEqual(
      rules.filter(({ passed }) => !passed),
      []
    )
    assert.isAtLeast(rules.length, 25)
  })

  test('an environment that forgets its seed is found out', ({ assert }) => {
    const forgets = broken((inner) => ({ reset: () => inner.reset() }))
    assert.include(failedRules(forgets), 'the same seed and actions give the same trajectory')
  })

  test('a reward of NaN is found out, with the step', ({ assert }) => {
    const nan = broken((inner) => ({
      step: (action) => {
        const [observation, , terminated, truncated, info] = inner.step(action)
        return [observation, NaN, terminated, truncated, info]
      },
    }))
    const rule = checkEnvironment(nan).find(
      ({ rule: name }) => name === 'every reward is a finite number'
    )
    assert.equal(rule?.passed, false)
    assert.match(rule?.seen ?? '', /NaN at step/)
  })

  test('an end that is both terminated and truncated is found out', ({ assert }) => {
    const both = broken((inner) => ({
      step: (action) => {
        const [observation, reward, terminated, truncated, info] = inner.step(action)
        return [observation, reward, terminated || truncated, truncated, info]
      },
    }))
    assert.include(failedRules(both), 'no step is both terminated and truncated')
  })
})

test.group('Environment over JSON lines', () => {
  test('spaces, reset and step answer with plain numbers', ({ assert }) => {
    const environment = sound()
    const spaces = answerLine(environment, '{"spaces":true}')
    assert.equal(JSON.parse(JSON.stringify(spaces)).observation_space.shape[0], 6)
    const first = answerLine(environment, '{"reset":{"seed":1}}')
    assert.deepEqual(first, answerLine(environment, '{"reset":{"seed":1}}'))
    const step = answerLine(environment, '{"step":2}')
    assert.containsSubset(step, { terminated: false, truncated: false })
  })

  test('a wrong line names what is allowed and leaves the episode as it was', ({ assert }) => {
    const environment = sound()
    answerLine(environment, '{"reset":{"seed":1}}')
    const { bar } = environment
    for (const line of ['', 'step', '{"step":"2"}', '{"reset":{"seed":-1}}', '{"a":1}', '[]']) {
      assert.containsSubset(answerLine(environment, line), {
        error: { code: 'E_REQUEST_NOT_UNDERSTOOD' },
      })
    }
    assert.containsSubset(answerLine(environment, '{"step":7}'), {
      error: { code: 'E_INVALID_ACTION' },
    })
    assert.equal(environment.bar, bar)
  })
})

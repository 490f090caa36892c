import { test } from '@japa/runner'
import {
  answerLine,
  handleEnvironmentRequest,
} from '../../../app/core/environment/environment_protocol.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { environmentOf, randomWalk } from './markets.ts'

const sound = () =>
  environmentOf(
    randomWalk(120, streamOf(5, 'benchmark')),
    { levels: [-1, 0, 1] },
    { episodeLength: 50, randomStart: true }
  )

test.group('Environment over JSON lines', () => {
  test('spaces have shape, bounds and names, without an infinity', ({ assert }) => {
    const spaces: unknown = JSON.parse(JSON.stringify(answerLine(sound(), '{"spaces":true}')))
    assert.containsSubset(spaces, {
      observation_space: { shape: [6], low: '-Infinity', high: 'Infinity', dtype: 'float32' },
      action_space: { n: 3, names: ['short', 'flat', 'long'] },
    })
  })

  test('a seed gives the same episode again', ({ assert }) => {
    const environment = sound()
    const play = () => [
      answerLine(environment, '{"reset":{"seed":1}}'),
      answerLine(environment, '{"step":2}'),
      answerLine(environment, '{"step":0}'),
    ]
    assert.deepEqual(play(), play())
  })

  test('answers are copies: a later step does not change one before', ({ assert }) => {
    const environment = sound()
    const first = answerLine(environment, '{"reset":{"seed":1}}')
    const before = JSON.stringify(first)
    answerLine(environment, '{"step":2}')
    assert.equal(JSON.stringify(first), before)
  })

  test('a step has observation, reward, both ends and info', ({ assert }) => {
    const environment = sound()
    handleEnvironmentRequest(environment, { reset: { seed: null, options: { startBar: 60 } } })
    const answer = handleEnvironmentRequest(environment, { step: 1 })
    assert.sameMembers(Object.keys(answer), [
      'observation',
      'reward',
      'terminated',
      'truncated',
      'info',
    ])
    assert.containsSubset(answer, { reward: 0, info: { bar: 61, equity: 100 } })
  })

  test('closing is answered', ({ assert }) => {
    assert.deepEqual(answerLine(sound(), '{"close":true}'), { closed: true })
  })

  test('what is no request is named, and the episode is as it was', ({ assert }) => {
    const environment = sound()
    answerLine(environment, '{"reset":{"seed":1}}')
    const before = [environment.bar, ...environment.exportRandom()]
    const lines = [
      ...['', 'step', '5', 'null', '[]', '{}', '{"a":1}', '{"step":1,"reset":{}}'],
      ...['{"step":"2"}', '{"step":null}', '{"spaces":false}', '{"close":1}', '{"reset":1}'],
      ...['{"reset":{"seed":-1}}', '{"reset":{"seed":1.5}}', '{"reset":{"sead":1}}'],
      ...['{"reset":{"options":{"bar":1}}}', '{"reset":{"options":{"startBar":"1"}}}'],
    ]
    for (const line of lines) {
      const answer = answerLine(environment, line)
      assert.containsSubset(answer, { error: { code: 'E_REQUEST_NOT_UNDERSTOOD' } }, line)
    }
    handleEnvironmentRequest(environment, undefined)
    assert.deepEqual([environment.bar, ...environment.exportRandom()], before)
  })

  test("an error of the environment's is an answer with code, message and remedy", ({ assert }) => {
    const environment = sound()
    assert.deepEqual(answerLine(environment, '{"step":0}'), {
      error: {
        code: 'E_EPISODE_ENDED',
        message: 'No episode has begun.',
        remedy: 'Reset the environment.',
      },
    })
    answerLine(environment, '{"reset":{}}')
    const { bar } = environment
    assert.containsSubset(answerLine(environment, '{"step":7}'), {
      error: { code: 'E_INVALID_ACTION' },
    })
    const late = '{"reset":{"seed":4,"options":{"startBar":500}}}'
    assert.containsSubset(answerLine(environment, late), {
      error: { code: 'E_INVALID_RESET_OPTION' },
    })
    assert.equal(environment.bar, bar)
  })

  test('a fault that no code names is not answered but thrown', ({ assert }) => {
    const faulty = Object.assign(sound(), {
      step() {
        throw new TypeError('broken')
      },
    })
    assert.throws(() => answerLine(faulty, '{"step":0}'), 'broken')
  })
})

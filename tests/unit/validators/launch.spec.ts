import { test } from '@japa/runner'
import { ownStartingPoint } from '#core/parameters/starting_point'
import { launchFaults, launchForm, launchInput, seedsIn } from '#validators/launch'

const DEFAULT = ownStartingPoint('default')

test.group('Launch form', () => {
  test('seeds are a list or ranges, each once', ({ assert }) => {
    assert.deepEqual(seedsIn('1, 2,3'), [1, 2, 3])
    assert.deepEqual(seedsIn('1-3 7'), [1, 2, 3, 7])
    assert.deepEqual(seedsIn('4294967295; 0'), [4294967295, 0])
    assert.deepEqual(seedsIn('2, 2'), [2])
  })

  test('what is no seed is none at all, never a part of them', ({ assert }) => {
    for (const text of ['', ' ', 'x', '1, x', '1.5', '-1', '4294967296', '5-1', '1-1000']) {
      assert.isNull(seedsIn(text), text)
    }
  })

  test('fields come nested as the form sends them, or by path as programs do', async ({
    assert,
  }) => {
    const byForm = { agent: { gamma: '0.5', double: ['false', 'true'], dueling: 'false' } }
    const form = await launchForm({ datasets: ['3'], set: byForm, seeds: '1' }, DEFAULT)
    assert.deepEqual(form.overrides, {
      'agent.gamma': '0.5',
      'agent.double': 'true',
      'agent.dueling': 'false',
    })
    const program = await launchForm({ datasets: [3], set: { 'agent.gamma': 0.5 } }, DEFAULT)
    assert.deepEqual(program.overrides, { 'agent.gamma': 0.5 })
    assert.equal(program.seeds, '1, 2, 3')
  })

  test('every fault is found at once, each at its field', async ({ assert }) => {
    const set = { agent: { learningRate: '0', gamma: 'abc' } }
    const form = await launchForm({ set, seeds: 'none', tags: '<b>' }, DEFAULT)
    assert.deepEqual(
      launchFaults(form).map(({ path }) => path),
      ['datasets', 'seeds', 'tags', 'agent.learningRate', 'agent.gamma']
    )
    assert.throws(() => launchInput(form), /No dataset/)
  })

  test('a form without a fault becomes what the service launches', async ({ assert }) => {
    const body = { datasets: [3], seeds: '5', name: 'First', tags: 'one, two,one' }
    const form = await launchForm(body, ownStartingPoint('quick'))
    assert.deepEqual(launchInput(form), {
      ...{ datasets: [3], preset: 'quick', set: {}, seeds: [5], name: 'First', notes: '' },
      tags: ['one', 'two'],
    })
  })
})

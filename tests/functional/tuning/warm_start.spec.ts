import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { tokenOf } from '#tests/functional/api/program'
import { here } from '#tests/functional/commands/here'
import { sampleDataset } from '../training/fixture.js'
import { launched } from './fixture.js'
import { plantStudy } from './planted_study.js'

const GAMMA = { 'agent.gamma': { low: 0.9, high: 0.99 } }
/** With the rungs of the planted study: 1, 3 and 9. */
const ALIKE = { space: GAMMA, grace_period: 1, max_resource: 9 }

/** What a launch changes so that nothing is learnt, and why. */
const UNTAUGHT: readonly [what: string, changes: object, why: string][] = [
  [
    'another objective',
    { objectives: [{ metric: 'win_rate' }] },
    'Its objective is sharpe, maximized, that of this study win_rate, maximized.',
  ],
  [
    'other parameters',
    { space: { 'agent.batchSize': {} } },
    'It searched none of the parameters that this study searches.',
  ],
  [
    'other rungs',
    { grace_period: 2, max_resource: 8 },
    'None of its trials has reported at a rung of both: its rungs are 1 · 3 · 9 episodes, those of this study 2 · 8.',
  ],
]

test.group('A warm start', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  for (const [what, changes, why] of UNTAUGHT) {
    test(`with ${what} takes no trial and says so`, async ({ client, assert }) => {
      const datasetId = await sampleDataset()
      const warm = { warm_start_id: await plantStudy(datasetId) }
      const asked = { datasets: [datasetId], preset: 'quick', ...ALIKE, ...changes, ...warm }
      const token = await tokenOf('researcher')
      const answer = await client.post('/api/v1/optimization/runs/').bearerToken(token).json(asked)
      assert.equal(answer.status(), 201, answer.text())
      const { warm_start_trials: trials, warm_start_note: note } = answer.body()
      assert.deepEqual([trials, note], [0, why])
    })
  }

  test('from a study like it takes its trials and has nothing to say', async ({
    client,
    assert,
  }) => {
    const datasetId = await sampleDataset()
    const warm = { warm_start_id: await plantStudy(datasetId) }
    const answer = await client
      .post('/api/v1/optimization/runs/')
      .bearerToken(await tokenOf('researcher'))
      .json({ datasets: [datasetId], preset: 'quick', ...ALIKE, ...warm })
    const { warm_start_trials: trials, warm_start_note: note } = answer.body()
    assert.deepEqual([trials, note], [27, null])
  })

  test('from a study that has not begun tells the command', async ({ assert }) => {
    const studyId = await launched()
    const args = ['--dataset=AAPL', '--preset=quick', '--objective=total_return']
    const space = `--space=${JSON.stringify({ 'agent.learningRate': {} })}`
    const asked = [...args, space, `--warm-start=${studyId}`, '--detach']
    const why = 'None of its trials has reported yet.'
    const { stdout } = await here('tune', [...asked, '--json'])
    assert.deepEqual(JSON.parse(stdout).warm_start, { trials: 0, why })
    const told = await here('tune', asked)
    assert.include(told.stdout, `Warm start: 0 trials. ${why}`)
  })
})

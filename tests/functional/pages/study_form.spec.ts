import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { faultsIn, fieldsOf, formTests, RATE, row } from '#tests/functional/pages/study_form_client'
import type { StudyPlan } from '#core/tuning/study_plan'

test.group('Form of a new study', (group) => {
  const form = formTests(group)
  const { send } = form

  test('every fault is found at once, each at its field', async ({ client, assert }) => {
    const checked = await send(client, '/studies/new/check', {
      ...row('agent.gamma', { low: '0.99', high: '0.9', scale: 'linear' }),
      ...row('agent.tau', { low: '0', high: 'much', scale: 'log' }),
      ...row('environment.reward', { by: 'choices' }),
      eta: '1',
      gracePeriod: '5',
      maxResource: '9',
      trials: 'many',
      maxEpisodes: '0',
      maxHours: '0',
      seeds: '-1',
      seed: '1.5',
      concurrency: '0',
      startupTrials: '0',
    })
    checked.assertStatus(200)
    const faults = faultsIn(checked)
    assert.sameMembers(
      [...new Set(faults.map(({ path }) => path))],
      [
        ...['agent.gamma.low', 'agent.tau.low', 'agent.tau.high', 'environment.reward.choices'],
        ...['reduction-factor', 'trials', 'episodes', 'seconds', 'seeds', 'seed'],
        ...['concurrency', 'startup-trials'],
      ]
    )
    const said = faults.map(({ message }) => message)
    assert.include(
      said,
      'agent.gamma.low is 0.99, but must be under agent.gamma.high, which is 0.9.'
    )
    assert.include(said, 'agent.tau.high is "much", but must be a number.')
    assert.include(said, 'trials is "many", but must be a number.')
    assert.include(said, 'The reduction factor is 1, but must be an integer of at least 2.')
    checked.assertTextIncludes('aria-disabled="true"')
    assert.notInclude(checked.text(), 'node ace tune')
  })

  test('fields of text name their line, the base its parameter, and a study that is not there', async ({
    client,
    assert,
  }) => {
    const checked = await send(client, '/studies/new/check', {
      ...RATE,
      set: 'agent.nStep=3\nnonsense',
      enqueue: 'agent.gamma=0.5',
    })
    assert.deepEqual(
      faultsIn(checked).map(({ path, message }) => [path, message]),
      [
        ['set', '"nonsense" has no "=", but every line must be path=value.'],
        ['enqueue', 'Point 1 sets agent.gamma, which the study does not search.'],
      ]
    )
    const wrong = { ...RATE, set: 'agent.nStep=99', maxResource: '0' }
    assert.deepEqual(
      faultsIn(await send(client, '/studies/new/check', wrong)).map(({ path }) => path),
      ['set', 'max-resource']
    )
    const warm = await send(client, '/studies/new/check', { ...RATE, warmStart: '999999' })
    assert.deepEqual(faultsIn(warm)[0], {
      path: 'warm-start',
      message: 'There is no study 999999.',
      remedy: 'The list of studies has every one there is.',
    } as never)
    const gone = await send(client, '/studies/new/check', { ...RATE, 'datasets[1]': '999999' })
    assert.deepEqual(
      faultsIn(gone).map(({ path, message }) => [path, message]),
      [['datasets', 'There is no dataset 999999.']]
    )
    const apart = {
      ...RATE,
      ...row('agent.batchSize', { low: '200', high: '400', scale: 'linear' }),
    }
    const none = await send(client, '/studies/new/check', { ...apart, set: 'agent.capacity=100' })
    assert.match(faultsIn(none)[0].message, /^agent.batchSize is|^None of 100 points/)
  })

  test('the panel has rungs, who reaches them, the share of full training and the strips', async ({
    client,
    assert,
  }) => {
    const fields = { ...RATE, maxResource: '1350', gracePeriod: '50', trials: '27' }
    const checked = await send(client, '/studies/new/check', fields)
    assert.deepEqual(faultsIn(checked), [])
    const text = checked.text()
    assert.include(text, '50 · 150 · 450 · 1,350')
    // of 27 one in three goes on, by ranks that come one after the other
    const [, ...reached] = /<dd>(\d+) · (\d+) · (\d+) · (\d+)<\/dd>/.exec(text) ?? []
    assert.equal(reached[0], '27')
    assert.isAtLeast(Number(reached[1]), 9)
    assert.isBelow(Number(reached[1]), 18)
    assert.match(text, /<dt>Of training all 27 in full<\/dt><dd>\d+\.\d\s%/)
    assert.match(
      text,
      /hx-target="#space-agent-learningRate-strip"[\s\S]*200 samples: from 0\.0001/
    )
    assert.match(text, /Time from 1 run of [^.]* here\./)
  })

  test('a trial of the base makes its checks and tells the time where no run does', async ({
    client,
    assert,
  }) => {
    const fields = { ...RATE, set: 'agent.gamma=0.971' }
    const before = await send(client, '/studies/new/check', fields)
    assert.include(before.text(), 'hx-post="/studies/new/try"')
    const tried = await send(client, '/studies/new/try', fields)
    assert.include(tried.text(), 'Time from a 2 s trial of the base on this server.')
    assert.include(tried.text(), 'Prefix invariance of AAPL')
    assert.notInclude(tried.text(), 'hx-post="/studies/new/try"')
  }).timeout(30_000)

  test('a run’s configuration and dataset become the base', async ({ client, assert }) => {
    const page = await client.get(`/studies/new?from_run=${form.planted.runId}`).loginAs(form.user)
    page.assertStatus(200)
    const [, set = ''] =
      /<textarea class="code" id="set"[^>]*>([\s\S]*?)<\/textarea>/.exec(page.text()) ?? []
    const taken = await send(client, '/studies/new/base', {
      ...RATE,
      base: 'run',
      fromRun: `${form.planted.runId}`,
    })
    assert.include(taken.text(), set)
    const none = await send(client, '/studies/new/base', {
      ...RATE,
      set: 'agent.nStep=2',
      base: 'run',
      fromRun: '999999',
    })
    none.assertTextIncludes('There is no run 999999')
    none.assertTextIncludes('agent.nStep=2')
  })

  test('a saved preset becomes the base as the preset it was saved upon and its changes', async ({
    client,
    assert,
  }) => {
    const [saved] = (await db.table('saved_presets').returning('saved_preset_id').insert({
      name: 'Patient',
      preset: 'quick',
      overrides: '{"agent.gamma": 0.995}',
      seeds: '[1]',
      is_shared: false,
      user_id: form.user.id,
    })) as { saved_preset_id: number }[]
    const reference = `saved-${saved.saved_preset_id}`
    const taken = await send(client, '/studies/new/base', { base: 'saved', savedPreset: reference })
    assert.match(taken.text(), /value="quick" selected/)
    assert.match(taken.text(), /<textarea[^>]*id="set"[^>]*>agent\.gamma=0\.995<\/textarea>/)
    const none = await send(client, '/studies/new/base', { base: 'saved', savedPreset: 'saved-0' })
    assert.match(none.text(), /id="saved-preset-error">[^<]*saved-0/)
  })

  test('a clone asks for the same plan', async ({ client, assert }) => {
    const studyId = await plantStudy(form.planted.datasetId, {
      set: {},
      objectives: [
        { metric: 'total_return', direction: 'maximize' },
        { metric: 'max_drawdown', direction: 'maximize' },
      ],
      sampler: 'sobol',
      scheduler: 'hyperband',
      eta: 2,
      startupTrials: 7,
      seeds: [3, 4],
      seed: 9,
      concurrency: 2,
      enqueue: [{ 'agent.nStep': 2, 'agent.double': false }],
    })
    const page = await client.get(`/studies/new?from=${studyId}`).loginAs(form.user)
    page.assertStatus(200)
    const fields = fieldsOf(page.text())
    const sent = await send(client, '/studies', fields)
    const found = await db.from('studies').orderBy('study_id', 'desc').limit(2).select('plan')
    const [copy, original] = (found as { plan: StudyPlan }[]).map(({ plan }) => plan)
    sent.assertHeader('hx-redirect', `/studies/${studyId + 1}`)
    assert.deepEqual(copy, original)
  })

  test('a launch with a fault is refused with 422 and stores nothing', async ({
    client,
    assert,
  }) => {
    const count = async () => Number((await db.from('studies').count('* as n').first()).n)
    const before = await count()
    const refused = await send(client, '/studies', { ...RATE, gracePeriod: '2000' })
    refused.assertStatus(422)
    refused.assertTextIncludes(
      'The grace period is 2000 episodes, but must be an integer from 1 to the largest resource, 1000.'
    )
    const empty = await send(client, '/studies', {})
    empty.assertStatus(422)
    empty.assertTextIncludes('It is empty: give at least one parameter.')
    assert.equal(await count(), before)
  })
})

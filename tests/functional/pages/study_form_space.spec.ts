import { test } from '@japa/runner'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { formTests, RATE, row } from '#tests/functional/pages/study_form_client'

test.group('Search space in the form of a new study', (group) => {
  const form = formTests(group)
  const { send } = form

  test('a row is added with the catalogue’s bounds, searched otherwise, and fixed', async ({
    client,
    assert,
  }) => {
    const added = await send(client, '/studies/new/space', {
      ...RATE,
      act: 'add',
      add: 'agent.tau',
    })
    assert.match(added.text(), /id="space-agent-tau-low"[^>]*value="0.000001"/)
    assert.match(added.text(), /id="space-agent-tau-high"[^>]*value="1"/)
    assert.match(added.text(), /id="space-agent-learningRate-low"[^>]*value="0.0001"/)
    const typed = await send(client, '/studies/new/space', {
      ...RATE,
      ...row('agent.nStep', { by: 'choices', low: '1', high: '5' }),
      act: 'retype',
      path: 'agent.nStep',
    })
    assert.match(typed.text(), /id="space-agent-nStep-choices"[^>]*value="1; 5"/)
    const fixed = await send(client, '/studies/new/space', {
      ...RATE,
      act: 'fix',
      path: 'agent.learningRate',
    })
    fixed.assertTextIncludes('Nothing is searched yet.')
    const unknown = await send(client, '/studies/new/space', {
      ...RATE,
      act: 'add',
      add: 'agent.x',
    })
    unknown.assertTextIncludes('There is no parameter agent.x.')
    const episodes = { ...RATE, act: 'add', add: 'training.episodes' }
    const resource = await send(client, '/studies/new/space', episodes)
    resource.assertTextIncludes('is the resource of a trial')
  })

  test('a condition is chosen among what is searched and begins with a value of it', async ({
    client,
    assert,
  }) => {
    const asked = await send(client, '/studies/new/space', {
      ...RATE,
      ...row('environment.reward', { by: 'choices', 'has][sharpe': 'yes', whenPath: '' }),
      'rows[agent][learningRate][whenPath]': 'environment.reward',
      act: 'retype',
      path: 'agent.learningRate.when',
    })
    assert.match(asked.text(), /id="space-agent-learningRate-values"[^>]*value="sharpe"/)
  })

  test('rows and JSON are the same space; what is no space stays as it was typed', async ({
    client,
    assert,
  }) => {
    const json = await send(client, '/studies/new/space', { ...RATE, act: 'json' })
    assert.include(json.text(), '&quot;agent.learningRate&quot;: {&quot;low&quot;:0.0001')
    const rows = await send(client, '/studies/new/space', {
      view: 'json',
      act: 'rows',
      space: '{"environment.reward": {}, "environment.rewardEta": {}}',
    })
    assert.match(rows.text(), /id="space-environment-rewardEta-values"[^>]*value="sharpe; sortino"/)
    const broken = await send(client, '/studies/new/space', {
      view: 'json',
      act: 'rows',
      space: '{',
    })
    broken.assertTextIncludes('Nothing changed')
    broken.assertTextIncludes('<textarea')
  })

  test('the space of another study is taken, and none of a study that is not there', async ({
    client,
    assert,
  }) => {
    const studyId = await plantStudy(form.planted.datasetId)
    const taken = await send(client, '/studies/new/space', {
      act: 'study',
      spaceStudy: `${studyId}`,
    })
    assert.match(taken.text(), /id="space-agent-gamma-low"[^>]*value="0.9"/)
    const none = await send(client, '/studies/new/space', {
      ...RATE,
      act: 'study',
      spaceStudy: '999999',
    })
    none.assertTextIncludes('There is no study 999999.')
    assert.match(none.text(), /id="space-agent-learningRate-low"/)
  })
})

import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#models/user'
import { seedStudy } from '#services/bench/seed/seed_study'
import { emptyStudy, eventOf, storedPlan, type EventRow } from '#services/tuning/study_state_cache'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

test.group('Comparing', (group) => {
  let planted: PlantedRun
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun()
    user = await User.create({
      email: 'ada@example.com',
      password: 'correct horse battery',
      role: 'viewer',
    })
  })

  const compared = async (client: ApiClient, query: string) =>
    client.get(`/compare?${query}`).loginAs(user)

  test('evaluations lie over each other, with what must not be compared said first', async ({
    client,
    assert,
  }) => {
    const a = await plantEvaluation(planted)
    const b = await plantEvaluation({ ...planted, range: 'validation', shape: { bars: 500 } })
    const response = await compared(
      client,
      `ids=${a.evaluationId}&ids=evaluation-${b.evaluationId}`
    )
    assert.equal(response.status(), 200)
    const html = response.text()
    assert.include(html, 'They were played over different ranges.')
    assert.include(html, 'B: 2022-02-14 to 2024-01-12')
    assert.isBelow(html.indexOf('Not comparable'), html.indexOf('Equity and drawdown'))
    const [, spec] = /id="growth"[\s\S]*?<script type="application\/json">(.*?)<\/script>/.exec(
      html
    )!
    const { panes } = JSON.parse(spec!)
    const ends = panes[0].series.map((each: { y: number[] }) => each.y.at(-1))
    const growth = [a, b].map(({ sheet }) => {
      const { equity } = sheet!.agents[0]!
      return Number((equity.at(-1)! / equity[0]!).toFixed(5))
    })
    assert.deepEqual(ends, growth)
  })

  test('runs, experiments and episodes can be compared by step and by their parameters', async ({
    client,
    assert,
  }) => {
    const other = await plantRun({ episodes: 30 })
    await db
      .from('training_runs')
      .where('run_id', other.runId)
      .update({ parameters: db.raw(`jsonb_set(parameters, '{agent,gamma}', '0.5')`) })
    const runs = (await compared(client, `ids=run-${planted.runId},run-${other.runId}`)).text()
    assert.include(runs, 'agent.gamma')
    assert.notInclude(runs, 'agent.batchSize')
    assert.include(runs, 'Learning curves')
    for (const [kind, one, two] of [
      ['experiment', planted.experimentId, other.experimentId],
      ['episode', planted.bestEpisodeId, other.bestEpisodeId],
    ] as const) {
      const response = await compared(
        client,
        `ids=${kind}-${one},${kind}-${two}&by=step&parameters=all`
      )
      assert.equal(response.status(), 200)
      assert.include(response.text(), 'Bars since the start')
      assert.include(response.text(), 'agent.batchSize')
    }
  })

  for (const [what, ids, words] of [
    ['Two kinds', 'run-1,experiment-2', 'ids mixes run and experiment'],
    ['Seven of them', '1,2,3,4,5,6,7', 'at most 6'],
    [
      'What is no id',
      'everything',
      'must name evaluations, runs, experiments, episodes, trials, studies',
    ],
  ] as const) {
    test(`${what.toLowerCase()} are refused with the reason`, async ({ client, assert }) => {
      const response = await compared(client, `ids=${ids}`)
      assert.equal(response.status(), 422)
      assert.include(response.text(), words)
    })
  }

  test('trials of studies are compared as their experiments are, by what they were given', async ({
    client,
    assert,
  }) => {
    const studyId = await seedStudy(planted.datasetId, 12)
    const trials = await db
      .from('study_trials')
      .where('study_id', studyId)
      .whereIn('number', [3, 5])
      .orderBy('number')
      .select('study_trial_id as id')
    const [a, b] = trials.map(({ id }: { id: number }) => `trial-${id}`)
    const html = (await compared(client, `ids=${a},${b}`)).text()
    assert.include(html, `Trial 3 of study ${studyId}`)
    assert.include(html, 'agent.learningRate')
    assert.notInclude(html, 'agent.batchSize') // which is not searched
    assert.equal((await compared(client, `ids=${a},study-${studyId}`)).status(), 422)
    assert.equal((await compared(client, 'ids=trial-999999')).status(), 404)
  })

  for (const scheduler of ['asha', 'median', 'hyperband'] as const) {
    test(`a study by ${scheduler} has its best over the episodes that its log hands out`, async ({
      client,
      assert,
    }) => {
      // rungs at 1, 3, 9, 27 and 50: the top is not three times the one below
      const changes = { scheduler, seeds: [1, 2] }
      const id = await plantStudy(planted.datasetId, changes, 60, 50)
      const other = await plantStudy(planted.datasetId)
      const steps = await bestByLog(id)
      const html = (await compared(client, `ids=study-${id},study-${other}`)).text()
      const [, spec] = /id="best"[\s\S]*?<script type="application\/json">(.*?)<\/script>/.exec(
        html
      )!
      const [{ x }] = JSON.parse(spec!).panes[0].series as [{ x: number[] }]
      assert.deepEqual(steps.rungs, [1, 3, 9, 27, 50])
      // each new best makes an edge of two points; the line ends at all that was handed out
      const [first, ...later] = steps.changes
      assert.deepEqual(x, [first!, ...later.flatMap((spent) => [spent, spent]), steps.episodes])
      const study = (await db
        .from('studies')
        .where('study_id', id)
        .select('episodes_used')
        .firstOrFail()) as { episodes_used: number }
      assert.equal(x.at(-1), study.episodes_used)
      assert.deepEqual(
        x,
        x.toSorted((p, q) => p - q)
      )
    })
  }

  test('studies are compared by their best so far, their figures, and what differs in plan and space', async ({
    client,
    assert,
  }) => {
    const a = await plantStudy(planted.datasetId)
    const b = await plantStudy(planted.datasetId, {
      seed: 5,
      space: { 'agent.learningRate': { low: 0.001, high: 0.01, log: true }, 'agent.gamma': {} },
    })
    const html = (await compared(client, `kind=study&ids=study-${a},study-${b}`)).text()
    const [, spec] = /id="best"[\s\S]*?<script type="application\/json">(.*?)<\/script>/.exec(html)!
    const [first] = JSON.parse(spec!).panes[0].series as { x: number[]; y: number[] }[]
    const study = (await db.from('studies').where('study_id', a).firstOrFail()) as {
      best_value: number
      episodes_used: number
    }
    assert.equal(first!.y.at(-1), study.best_value)
    assert.equal(first!.x.at(-1), study.episodes_used)
    for (const part of [
      'Deflated Sharpe of the best',
      'Search space',
      '0.001 to 0.01, logarithmic',
    ])
      assert.include(html, part)
    assert.include(html, 'not searched') // of agent.nStep, in the second
    assert.notInclude(html, 'Reduction factor') // which is the same
    const byTrial = (
      await compared(client, `ids=study-${a},study-${b}&by=trial&parameters=all`)
    ).text()
    assert.include(byTrial, 'Trials started')
    assert.include(byTrial, 'Reduction factor')
  })

  test('studies whose values cannot be held against each other say why', async ({
    client,
    assert,
  }) => {
    const a = await plantStudy(planted.datasetId)
    const b = await plantStudy(planted.datasetId, {
      objectives: [{ metric: 'total_return', direction: 'maximize' }],
      seeds: [1, 2, 3],
    })
    const html = (await compared(client, `ids=study-${a},study-${b}`)).text()
    assert.include(html, 'They have different objectives. A: Validation Sharpe ratio')
    assert.include(html, 'A value is the median of different numbers of seeds. A: 1; B: 3.')
  })

  test('one alone asks for another of its kind', async ({ client, assert }) => {
    const other = await plantRun({ episodes: 30 })
    const html = (await compared(client, `ids=run-${planted.runId}`)).text()
    assert.include(html, 'Choose at least one more.')
    assert.include(html, `value="run-${other.runId}"`)
    assert.equal((await compared(client, 'ids=run-999999')).status(), 404)
  })
})

/** Episodes that a study's log had handed out whenever its best changed, and at its end. */
async function bestByLog(studyId: number) {
  const { plan, state } = emptyStudy(await storedPlan(db.connection(), studyId))
  const events = (await db
    .from('study_events')
    .where('study_id', studyId)
    .orderBy('number')) as EventRow[]
  const changes: number[] = []
  for (const event of events) {
    const before = state.best
    state.apply(eventOf(event))
    if (state.best !== before) changes.push(state.episodes)
  }
  return { rungs: plan.rungs, changes, episodes: state.episodes }
}

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { configOf } from '#core/tuning/propose'
import TrainingService from '#services/training_service'
import { studyReport } from '#services/tuning/study_report'
import { workingHere } from '../evaluation/fixture.js'
import { ACTOR, sampleDataset, storedRun, until } from '../training/fixture.js'
import { FEW, launched, settled, storedStudy, trialsOf, tuning } from './fixture.js'
import { replayFaults } from './replay.js'

const eventsOf = async (studyId: number) =>
  (await db.from('study_events').where('study_id', studyId).orderBy('number')) as never[]

interface Worked {
  readonly seconds: number
  readonly worker: string
  readonly stretches: number
  readonly workers: readonly string[]
  readonly trained: number
}

test.group('Studies', (group) => {
  let worker: Awaited<ReturnType<typeof workingHere>>
  group.setup(async () => {
    const empty = await testUtils.db().truncate()
    worker = await workingHere()
    return async () => {
      await worker.stop()
      await empty()
    }
  })

  test('trials climb the rungs by pause and promotion, and the study ends', async ({ assert }) => {
    const studyId = await launched()
    const { status, trial_count: count, trials_failed: failed } = await settled(studyId)
    assert.deepEqual([status, count, failed], ['completed', 6, 0])
    const report = await studyReport(studyId)
    // eta 2 of six trials: 6, then floor(6 / 2) = 3, then floor(3 / 2) = 1
    assert.deepEqual(
      report.rungs.map(({ resource, reported, promoted }) => [resource, reported, promoted]),
      [
        [1, 6, report.rungs[1].reported],
        [2, report.rungs[1].reported, report.rungs[2].reported],
        [4, report.rungs[2].reported, 0],
      ]
    )
    assert.isAtLeast(report.rungs[1].reported, 3)
    assert.isAtLeast(report.rungs[2].reported, 1)
    const [, second, third] = report.rungs.map(({ reported }) => reported)
    assert.equal(report.resource_used, 6 + second + 2 * third)
    assert.equal(report.resource_full, 24)
    const trials = await trialsOf(studyId)
    assert.equal(trials[0].origin, 'default')
    assert.equal(report.best?.resource, 4)
    assert.equal(trials.filter(({ status: each }) => each === 'completed').length, third)
  }).timeout(120_000)

  test('one worker and one seed give the same trials and decisions, which replay from the log', async ({
    assert,
  }) => {
    const ids = [await launched(), await launched()]
    for (const studyId of ids) await settled(studyId)
    const [a, b] = await Promise.all(ids.map(eventsOf))
    const facts = (events: never[]) =>
      (events as Record<string, unknown>[]).map(({ kind, trial, rung, value, detail }) => ({
        kind,
        trial,
        rung,
        value,
        detail,
      }))
    assert.deepEqual(facts(a), facts(b))
    assert.deepEqual(replayFaults((await storedStudy(ids[0])).plan, a), [])
  }).timeout(120_000)

  test('a trial that paused at every rung has the weights of one that never did', async ({
    assert,
  }) => {
    const studyId = await launched({ seeds: [7] })
    await settled(studyId)
    const study = await storedStudy(studyId)
    const [winner] = (await trialsOf(studyId)).filter(({ status }) => status === 'completed')
    const run = (await db
      .from('training_runs as r')
      .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
      .where('e.study_trial_id', winner.study_trial_id)
      .select('r.*')
      .firstOrFail()) as { run_id: number; attempts: number; weights_sha256: string }
    // one attempt for each of the three rungs
    assert.equal(run.attempts, 3)
    const training = await app.container.make(TrainingService)
    const parameters = configOf(study.plan.base, winner.values)
    const datasetIds = [await sampleDataset()]
    const whole = { parameters, preset: null, seeds: [7], datasetIds, name: 'whole', notes: '' }
    const { runIds } = await db.transaction((trx) => training.store(trx, whole, ACTOR))
    await until(async () => ((await storedRun(runIds[0])).status === 'completed' ? true : null))
    assert.equal((await storedRun(runIds[0])).weights_sha256, run.weights_sha256)
  }).timeout(120_000)

  test('paused, a study hands out nothing more; resumed, it goes on to the same end', async ({
    assert,
  }) => {
    const service = await tuning()
    const studyId = await launched({ budget: { trials: 5 } })
    await until(async () => ((await storedStudy(studyId)).trial_count >= 2 ? true : null))
    await service.pause(studyId, ACTOR)
    await until(async () => {
      await service.advance(studyId)
      return (await storedStudy(studyId)).trials_running === 0 ? true : null
    })
    const before = await storedStudy(studyId)
    await service.advance(studyId)
    assert.equal((await storedStudy(studyId)).event_count, before.event_count)
    await service.resume(studyId, ACTOR)
    assert.equal((await settled(studyId)).status, 'completed')
    assert.deepEqual(replayFaults((await storedStudy(studyId)).plan, await eventsOf(studyId)), [])
  }).timeout(120_000)

  test('more trials reopen a study that has ended; fewer than there are is refused', async ({
    assert,
  }) => {
    const service = await tuning()
    const studyId = await launched({ budget: { trials: 2 } })
    await settled(studyId)
    await assert.rejects(() => service.extend(studyId, { trials: 1 }, ACTOR), /at least 2/)
    await service.extend(studyId, { trials: 4 }, ACTOR)
    assert.equal((await settled(studyId)).trial_count, 4)
  }).timeout(120_000)

  test('enqueued points come right after the defaults', async ({ assert }) => {
    const point = { 'features.window': 6 }
    const studyId = await launched({ enqueue: [point], budget: { trials: 2 } })
    await settled(studyId)
    const trials = await trialsOf(studyId)
    assert.deepEqual(
      trials.map(({ origin }) => origin),
      ['default', 'enqueued']
    )
    // what it leaves out is what it trains with: the base’s
    assert.deepEqual(trials[1].values, { ...trials[0].values, ...point })
  }).timeout(120_000)

  test('a budget of episodes ends a study before it is overspent', async ({ assert }) => {
    // 1 for each start and each first promotion, 2 for the second: never over 5
    const studyId = await launched({ budget: { trials: 100, episodes: 5 } })
    const { status, episodes_used: used } = await settled(studyId)
    assert.equal(status, 'completed')
    assert.isAtMost(used, 5)
    assert.isAtLeast(used, 4)
  }).timeout(120_000)

  test('when the time is up nothing more is handed out, and what trained is kept', async ({
    assert,
  }) => {
    const studyId = await launched({ budget: { trials: 10_000, seconds: 1 } })
    const { status, trial_count: count } = await settled(studyId)
    assert.equal(status, 'completed')
    assert.isBelow(count, 10_000)
    const [last] = (await eventsOf(studyId)).slice(-1) as { kind: string }[]
    assert.oneOf(last.kind, ['closed', 'reported'])
  }).timeout(120_000)

  test('stopped, runs in hand are cancelled and their trials count as failed', async ({
    assert,
  }) => {
    const service = await tuning()
    const long = { ...FEW.set, 'training.episodes': 4000 }
    const studyId = await launched({ set: long, minResource: 2000, budget: { trials: 3 } })
    await until(async () => ((await storedStudy(studyId)).trials_running > 0 ? true : null))
    await service.stop(studyId, ACTOR)
    assert.equal((await storedStudy(studyId)).status, 'stopped')
    await until(async () => ((await storedStudy(studyId)).trials_running === 0 ? true : null))
    const [trial] = await trialsOf(studyId)
    assert.equal(trial.status, 'failed')
    assert.match(trial.error_message ?? '', /cancelled/)
  }).timeout(120_000)

  test('several seeds train a trial, whose value is their median', async ({ assert }) => {
    const studyId = await launched({ seeds: [1, 2, 3], budget: { trials: 1 } })
    await settled(studyId)
    const [trial] = await trialsOf(studyId)
    const values = (
      (await db
        .from('training_runs as r')
        .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
        .join('episodes as b', 'b.episode_id', 'r.best_episode_id')
        .where('e.study_trial_id', trial.study_trial_id)
        .select('b.total_return')) as { total_return: number }[]
    ).map(({ total_return: value }) => value)
    assert.equal(values.length, 3)
    assert.equal(trial.value, values.toSorted((x, y) => x - y)[1])
  }).timeout(120_000)

  test('a trial keeps how long it trained, over its seeds and rungs, and who trained it last', async ({
    assert,
  }) => {
    const studyId = await launched({ seeds: [1, 2], budget: { trials: 3 } })
    await settled(studyId)
    const { rows } = (await db.rawQuery(
      `select t.seconds, t.worker, count(*)::int as stretches, array_agg(distinct g.worker) as workers,
         sum(extract(epoch from g.ended_at - g.started_at))::float8 as trained
       from study_trials t join study_segments g using (study_trial_id)
       where t.study_id = ? group by t.study_trial_id`,
      [studyId]
    )) as { rows: Worked[] }
    assert.isTrue(rows.some(({ stretches }) => stretches >= 4)) // two seeds to two rungs
    for (const { seconds, trained, worker, workers } of rows) {
      assert.closeTo(seconds, trained, 1e-6)
      assert.deepEqual(workers, [worker])
    }
  }).timeout(120_000)

  test('two objectives are both kept, the first decides', async ({ assert }) => {
    const studyId = await launched({
      objectives: [
        { metric: 'total_return', direction: 'maximize' },
        { metric: 'max_drawdown', direction: 'maximize' },
      ],
      budget: { trials: 3 },
    })
    await settled(studyId)
    for (const { value, value_2: second } of await trialsOf(studyId)) {
      assert.isNumber(value)
      assert.isAtMost(second ?? 1, 0)
    }
  }).timeout(120_000)

  test('a study that never has a value fails and says why; it can be given more trials', async ({
    assert,
  }) => {
    // no order can be paid for: equity never moves, and has no Sharpe ratio
    const poor = { 'environment.initialCash': 1000, 'environment.commissionMin': 10_000 }
    const studyId = await launched({
      set: { ...FEW.set, ...poor },
      space: { 'agent.gamma': { low: 0.9, high: 0.99 } },
      objectives: [{ metric: 'sharpe', direction: 'maximize' }],
      budget: { trials: 2 },
    })
    const { status, error_code: code } = await settled(studyId)
    assert.deepEqual([status, code], ['failed', 'E_OBJECTIVE_UNDEFINED'])
    await (await tuning()).extend(studyId, { trials: 3 }, ACTOR)
    assert.equal((await settled(studyId)).trial_count, 3)
  }).timeout(120_000)

  test('a trial is counted for deflation, also once its study is deleted', async ({ assert }) => {
    const count = async () => Number((await db.from('trials').count('* as n').firstOrFail()).n)
    const before = await count()
    const studyId = await launched({ budget: { trials: 2 } })
    await settled(studyId)
    assert.equal(await count(), before + 2)
    await (await tuning()).delete(studyId, ACTOR)
    assert.equal(await count(), before + 2)
    assert.isNull(await db.from('study_trials').where('study_id', studyId).first())
  }).timeout(120_000)

  test('a warm start teaches the sampler what an earlier study found', async ({ assert }) => {
    const first = await launched({ budget: { trials: 4 } })
    await settled(first)
    const second = await launched({ warmStartId: first, budget: { trials: 2 } })
    await settled(second)
    const { plan } = await storedStudy(second)
    assert.equal(plan.warmStart?.trials.length, 4)
    // three have reported in the first study, so that the second learns at once
    const [, own] = await trialsOf(second)
    assert.notDeepEqual(own.values, (await trialsOf(first))[1].values)
  }).timeout(120_000)
})

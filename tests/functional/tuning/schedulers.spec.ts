import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { studyPlots } from '#services/pages/studies/study_plots'
import type { StudyInput } from '#services/tuning/study_input'
import { studyReport } from '#services/tuning/study_report'
import { workingHere } from '../evaluation/fixture.js'
import { launched, settled, storedStudy, trialsOf } from './fixture.js'
import { replayFaults } from './replay.js'

interface Event {
  readonly kind: string
  readonly trial: number
  readonly resource: number
  readonly value: number
}

/** Episodes at which each trial reported, in turn, by its number. */
function climbs(events: readonly Event[]): number[][] {
  const found: number[][] = []
  for (const { kind, trial, resource } of events) {
    if (kind === 'reported') (found[trial] ??= []).push(resource)
  }
  return found
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

test.group('Schedulers with real trainings', (group) => {
  let worker: Awaited<ReturnType<typeof workingHere>>
  group.setup(async () => {
    const empty = await testUtils.db().truncate()
    worker = await workingHere()
    return async () => {
      await worker.stop()
      await empty()
    }
  })

  /** Runs a study of 4 episodes at most to its end, and holds what any scheduler must keep. */
  const ended = async (trials: number, changes: Partial<StudyInput>) => {
    const studyId = await launched({ ...changes, budget: { trials } })
    const { status, trial_count: count, trials_failed: failed } = await settled(studyId)
    const events = (await db
      .from('study_events')
      .where('study_id', studyId)
      .orderBy('number')) as never[]
    const report = await studyReport(studyId)
    const own = await trialsOf(studyId)
    const reached = climbs(events)
    const spent = reached.reduce((sum, of) => sum + of.at(-1)!, 0)
    const { done } = (await db
      .from('training_runs as r')
      .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
      .join('study_trials as t', 't.study_trial_id', 'e.study_trial_id')
      .where('t.study_id', studyId)
      .sum('r.episodes_done as done')
      .firstOrFail()) as { done: number }
    const { plan } = await storedStudy(studyId)
    const { analysis } = await studyPlots(studyId)
    const told = {
      ...{ status, count, failed, used: report.resource_used, trained: Number(done) },
      statuses: own.map((trial) => trial.status),
      faults: replayFaults(plan, events),
      ladder: analysis.ladder.map((rung) => rung.reached),
    }
    const due = {
      ...{ status: 'completed', count: trials, failed: 0, used: spent, trained: spent },
      statuses: reached.map((of) => (of.at(-1) === 4 ? 'completed' : 'paused')),
      faults: [],
      ladder: report.rungs.map(({ reported }) => reported),
    }
    const reports = (events as Event[]).filter(({ kind }) => kind === 'reported')
    return { told, due, reached, reports, report }
  }

  test('Hyperband starts the trials of a round at the lowest rung of their brackets', async ({
    assert,
  }) => {
    const { told, due, reached, report } = await ended(10, { scheduler: 'hyperband' })
    assert.deepEqual(told, due)
    // a round of rungs 1, 2 and 4: 4 trials of the first bracket, 3 of the second, 3 of the third
    assert.deepEqual(
      reached.map(([first]) => first),
      [1, 1, 1, 1, 2, 2, 2, 4, 4, 4]
    )
    assert.deepEqual(
      report.rungs.map(({ resource }) => resource),
      [1, 2, 4]
    )
    // half of the first bracket's four go on to 2 episodes, and one of the second's three to 4
    const [bracket, second] = [reached.slice(0, 4), reached.slice(4, 7)]
    assert.isAtLeast(bracket.filter((of) => of.includes(2)).length, 2)
    assert.isAtLeast(second.filter((of) => of.includes(4)).length, 1)
  }).timeout(180_000)

  test('median stopping lets five trials go on, and then those that are not under the median', async ({
    assert,
  }) => {
    const { told, due, reached, reports } = await ended(8, { scheduler: 'median' })
    assert.deepEqual(told, due)
    for (const of of reached.slice(0, 5)) assert.deepEqual(of, [1, 2, 4])
    // at each rung, in order of their reports: under the median of those before, a trial stops
    for (const resource of [1, 2]) {
      const before: number[] = []
      for (const { trial, value } of reports.filter((each) => each.resource === resource)) {
        const goesOn = before.length < 5 || value >= medianOf(before)
        assert.equal(reached[trial].includes(2 * resource), goesOn, `trial ${trial}`)
        before.push(value)
      }
    }
  }).timeout(180_000)

  for (const sampler of ['random', 'tpe'] as const) {
    test(`a fixed budget with ${sampler} trains every trial in full, in one piece`, async ({
      assert,
    }) => {
      const { told, due, reached, report } = await ended(5, { scheduler: 'fixed', sampler })
      assert.deepEqual(told, due)
      assert.deepEqual(
        reached,
        Array.from({ length: 5 }, () => [4])
      )
      assert.equal(report.resource_used, report.resource_full)
      assert.deepInclude(report.rungs[0], { rung: 0, resource: 4, reported: 5, promoted: 0 })
      assert.lengthOf(report.rungs, 1)
    }).timeout(180_000)
  }
})

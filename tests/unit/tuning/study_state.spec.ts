import { test } from '@japa/runner'
import { rungResources } from '#core/tuning/rungs'
import { drawStream } from '#core/tuning/samplers/draw_stream'
import { schedulerFor } from '#core/tuning/scheduler_for'
import type { StudyEvent } from '#core/tuning/study_log'
import { StudyState } from '#core/tuning/study_state'

const OBJECTIVES = [{ metric: 'sharpe', direction: 'maximize' }] as const

function begun(
  scheduler: 'asha' | 'hyperband' | 'median',
  rungs: readonly number[],
  seeds: number,
  episodes: number
): StudyState {
  const state = new StudyState(schedulerFor({ scheduler, eta: 3, rungs }), OBJECTIVES, seeds, [])
  state.apply({ kind: 'bounded', trials: null, episodes })
  return state
}

/** Hands out and reports one piece of work after another until the study waits; gives its events. */
function play(state: StudyState, valueOf: (trial: number) => number): StudyEvent[] {
  const events: StudyEvent[] = []
  const apply = (event: StudyEvent) => {
    state.apply(event)
    events.push(event)
  }
  for (let next = state.next(); next.do !== 'wait'; next = state.next()) {
    const { trial } = next
    const rung = next.do === 'promote' ? next.toRung : 0
    apply(
      next.do === 'promote'
        ? { kind: 'promoted', trial, rung }
        : { kind: 'started', trial, values: {}, origin: 'sampled' }
    )
    apply({ kind: 'reported', trial, rung, results: [valueOf(trial)], failed: false })
  }
  return events
}

test.group('What a study hands out within a bound on episodes', () => {
  test('a promotion that is too dear waits, and trials that fit start meanwhile', ({ assert }) => {
    // three starts of 1 episode; the best would climb by 8, but 3 are left
    const state = begun('asha', [1, 9], 1, 6)
    const events = play(state, (trial) => -trial)
    assert.deepEqual(
      events.filter(({ kind }) => kind !== 'reported').map(({ kind }) => kind),
      Array.from({ length: 6 }, () => 'started')
    )
    assert.isTrue(state.isDone)
    // with more episodes it climbs first
    state.apply({ kind: 'bounded', trials: null, episodes: 14 })
    assert.deepEqual(state.next(), { do: 'promote', trial: 0, toRung: 1, resource: 9 })
  })

  test('a cheaper promotion comes before a start, in the order of the scheduler', ({ assert }) => {
    for (const scheduler of ['asha', 'median'] as const) {
      const state = begun(scheduler, [1, 3, 100], 2, 60)
      play(state, (trial) => trial)
      const reached = state.trials.map(({ results }) => results.length)
      assert.isFalse(reached.includes(3), scheduler)
      assert.isTrue(reached.includes(2), scheduler)
      assert.isAtLeast(state.episodes, 59)
    }
  })

  test('less than one trial costs is left of it, whatever the values', ({ assert }) => {
    const rungs = rungResources(3, 37, 1000)
    for (const [episodes, seeds] of [
      [2000, 1],
      [5000, 3],
      [20_000, 5],
    ] as const) {
      for (let seed = 1; seed <= 20; seed++) {
        const random = drawStream(seed, 0, 0)
        const state = begun('asha', rungs, seeds, episodes)
        play(state, () => random.float())
        assert.isAtMost(state.episodes, episodes)
        assert.isBelow(episodes - state.episodes, 37 * seeds)
      }
    }
  })

  test('the same log decides the same again, cut anywhere', ({ assert }) => {
    const rungs = rungResources(3, 37, 1000)
    const random = drawStream(7, 0, 0)
    const events = play(begun('asha', rungs, 1, 5000), () => random.float())
    const again = begun('asha', rungs, 1, 5000)
    for (const event of events) {
      if (event.kind === 'started') assert.equal(again.next().do, 'start')
      if (event.kind === 'promoted') {
        const { trial, rung: toRung } = event
        assert.deepInclude(again.next(), { do: 'promote', trial, toRung })
      }
      again.apply(event)
    }
    assert.isTrue(again.isDone)
  })
})

import { test } from '@japa/runner'
import { bracketOf, bracketsOf } from '#core/tuning/brackets'
import { rungResources } from '#core/tuning/rungs'
import { drawStream } from '#core/tuning/samplers/draw_stream'
import { schedulerFor } from '#core/tuning/scheduler_for'
import { StudyState } from '#core/tuning/study_state'
import type { PacedPlan, TrialsAtRung } from '#core/tuning/work_left'
import { studyPace, type PacedRow } from '#services/pages/studies/study_pace'
import type { StudyWork } from '#services/pages/studies/study_work'

const FIXED: PacedPlan = { scheduler: 'fixed', eta: 3, rungs: [10], seeds: [1] }

/** 40 of 100 trials of 10 episodes after 120 s; 4 more are halfway there. */
const ROW: PacedRow = {
  status: 'running',
  ...{ trial_count: 44, trials_running: 4, trials_bound: 100 },
  ...{ episodes_used: 440, episodes_bound: null, seconds: 120, seconds_bound: null },
  running_since: null,
}
const WORK: StudyWork = {
  standing: [{ bracket: 0, rung: 0, trials: 44, running: 4, rest: 20, longest: 5 }],
  ...{ trained: 20, seconds: 24, stepsPerSecond: 800 },
}

test.group('The pace of a study', () => {
  test('gives what is left at the pace so far, of trials in hand what they still need', ({
    assert,
  }) => {
    const pace = studyPace(ROW, FIXED, WORK, 1000)
    // 420 of 1000 episodes
    assert.equal(pace.share, 0.42)
    // the last trial alone: 10 episodes of 1.2 s; the other 570 at 420 in 120 s
    assert.closeTo(pace.secondsLeft!, 12 + (570 * 120) / 420, 1e-9)
    assert.closeTo(pace.endsAt!, 1000 + 1000 * pace.secondsLeft!, 1e-6)
    assert.equal(pace.trialsPerMinute, 20)
    assert.equal(pace.stepsPerSecond, 800)
  })

  test('goes by the bound that is reached first', ({ assert }) => {
    // 60 more episodes and the 20 in hand, of which 5 in turn
    const episodes = studyPace({ ...ROW, episodes_bound: 500 }, FIXED, WORK, 0)
    assert.equal(episodes.share, 420 / 500)
    const seconds = studyPace({ ...ROW, seconds_bound: 160 }, FIXED, WORK, 0)
    assert.equal(seconds.share, 0.75)
    assert.equal(seconds.secondsLeft, 40)
    const only = studyPace({ ...ROW, trials_bound: null, seconds_bound: 160 }, FIXED, WORK, 0)
    assert.equal(only.secondsLeft, 40)
  })

  test('says nothing of the end of what does not run, has no bound or no episode', ({ assert }) => {
    assert.isNull(studyPace({ ...ROW, status: 'paused' }, FIXED, WORK, 0).secondsLeft)
    assert.isNull(studyPace({ ...ROW, trials_bound: null }, FIXED, WORK, 0).share)
    const row = { ...ROW, trial_count: 4, episodes_used: 40, seconds: 1 }
    const standing = [{ bracket: 0, rung: 0, trials: 4, running: 4, rest: 40, longest: 10 }]
    const none = { standing, trained: 0, seconds: 0, stepsPerSecond: null }
    const begun = studyPace(row, FIXED, none, 0)
    assert.equal(begun.share, 0)
    assert.isNull(begun.secondsLeft)
    assert.isNull(begun.trialsPerMinute)
  })

  test('a completed study is done, though its episodes do not divide by its rungs', ({
    assert,
  }) => {
    const standing = [{ bracket: 0, rung: 0, trials: 9, running: 0, rest: 0, longest: 0 }]
    const ended = { ...ROW, status: 'completed', trials_bound: null, episodes_bound: 95 } as const
    const row = { ...ended, trial_count: 9, trials_running: 0, episodes_used: 90 }
    assert.equal(studyPace(row, FIXED, { ...WORK, standing }, 0).share, 1)
  })

  for (const scheduler of ['asha', 'hyperband', 'median'] as const) {
    test(`by ${scheduler} the time said is within a factor of two of the true one in 19 of 20 looks`, ({
      assert,
    }) => {
      // over the first nine tenths; where promotions come by chance the last climbs are not known
      const ratios = [
        [100, 1],
        [100, 4],
        [100, 16],
        [30, 4],
      ].flatMap(([trials, workers]) =>
        Array.from({ length: 10 }, (_, seed) =>
          saidAgainstTrue(scheduler, trials!, workers!, seed)
        ).flat()
      )
      assert.isAbove(ratios.length, 200)
      const within = (factor: number) =>
        ratios.filter((ratio) => ratio >= 1 / factor && ratio <= factor).length / ratios.length
      assert.isAtLeast(within(2), 0.95)
      assert.isAtLeast(Math.min(...ratios), 0.4)
    })
  }
})

interface InHand {
  readonly trial: number
  readonly rung: number
  readonly ends: number
}

/** Plays a study with values by chance, one episode a second; time left as said over the true one. */
function saidAgainstTrue(
  scheduler: PacedPlan['scheduler'],
  trials: number,
  workers: number,
  seed: number
): number[] {
  const plan = { scheduler, eta: 3, rungs: rungResources(3, 37, 1000), seeds: [1] }
  const objectives = [{ metric: 'sharpe', direction: 'maximize' }] as const
  const state = new StudyState(schedulerFor(plan), objectives, 1, [])
  state.apply({ kind: 'bounded', trials, episodes: null })
  const random = drawStream(seed, 0, 0)
  const hand: InHand[] = []
  const looks: { now: number; said: number }[] = []
  for (let now = 0; ;) {
    for (let next = state.next(); hand.length < workers && next.do !== 'wait';) {
      const { trial, resource } = next
      const rung = next.do === 'promote' ? next.toRung : 0
      const below = rung === 0 ? 0 : state.resourceOf(trial, rung - 1)
      state.apply(
        next.do === 'promote'
          ? { kind: 'promoted', trial, rung }
          : { kind: 'started', trial, values: {}, origin: 'sampled' }
      )
      hand.push({ trial, rung, ends: now + resource - below })
      next = state.next()
    }
    if (hand.length === 0) {
      const looked = [0.1, 0.25, 0.5, 0.7, 0.8, 0.9].map((part) =>
        looks.findLast((look) => look.now > 0 && look.now <= part * now)
      )
      return looked.flatMap((look) => (look ? [look.said / (now - look.now)] : []))
    }
    const row = {
      ...{ ...ROW, trials_bound: trials, trial_count: state.trials.length, seconds: now },
      ...{ trials_running: hand.length, episodes_used: state.episodes },
    }
    const work = { standing: standingOf(plan, state, hand, now), stepsPerSecond: null }
    const said = studyPace(row, plan, { ...work, trained: 1, seconds: 1 }, 0).secondsLeft
    if (said !== null) looks.push({ now, said })
    hand.sort((a, b) => a.ends - b.ends)
    const { trial, rung, ends } = hand.shift()!
    now = ends
    state.apply({ kind: 'reported', trial, rung, results: [random.float()], failed: false })
  }
}

function standingOf(
  plan: PacedPlan,
  state: StudyState,
  hand: readonly InHand[],
  now: number
): TrialsAtRung[] {
  const brackets = bracketsOf(plan)
  return state.trials.map(({ number, results }) => {
    const own = hand.find(({ trial }) => trial === number)
    const rest = own ? own.ends - now : 0
    return {
      ...{ bracket: bracketOf(brackets, number), rung: own?.rung ?? results.length - 1 },
      ...{ trials: 1, running: own ? 1 : 0, rest, longest: rest },
    }
  })
}

import { drawStream } from './samplers/draw_stream.ts'
import { schedulerFor } from './scheduler_for.ts'
import type { StudyBudget, StudyPlan } from './study_plan.ts'
import { StudyState } from './study_state.ts'

/** What a study will hand out, before it begins. */
export interface ExpectedResource {
  readonly trials: number
  /** Episodes over all trials and seeds, and what training every one of those trials to its end takes. */
  readonly episodes: number
  readonly full: number
  /** Trials that reach each rung, the lowest first. */
  readonly rungs: readonly { readonly resource: number; readonly trials: number }[]
}

type Planned = Pick<
  StudyPlan,
  'scheduler' | 'eta' | 'rungs' | 'base' | 'objectives' | 'seeds' | 'seed'
>

/** Trials that are played through; longer studies hand out in proportion. */
const MOST_TRIALS = 1000

/**
 * Plays a study through with its own scheduler, one worker and values that are drawn by chance: how many
 * trials climb depends on their ranks alone, which are then as good as any. A bound on time is left out.
 * null: only time bounds the study, so that nothing can be said.
 */
export function expectedResource(plan: Planned, budget: StudyBudget): ExpectedResource | null {
  const { trials, episodes } = budget
  if (trials === null && episodes === null) return null
  const played = Math.min(trials ?? MOST_TRIALS, MOST_TRIALS)
  const state = new StudyState(schedulerFor(plan), plan.objectives, plan.seeds.length, [])
  state.apply({ kind: 'bounded', trials: played, episodes })
  const reached = play(state, plan)
  const begun = state.trials.length
  const wanted = trials ?? Number.POSITIVE_INFINITY
  const affordable = (episodes ?? Number.POSITIVE_INFINITY) / Math.max(1, state.episodes)
  const isPart = begun === MOST_TRIALS && wanted > MOST_TRIALS
  const factor = isPart ? Math.max(1, Math.min(wanted / begun, affordable)) : 1
  const top = plan.base.training.episodes
  const expected = Math.round(begun * factor)
  return {
    trials: expected,
    episodes: Math.round(state.episodes * factor),
    full: expected * top * plan.seeds.length,
    rungs: plan.rungs.map((resource) => ({
      resource,
      trials: Math.round((reached.get(resource) ?? 0) * factor),
    })),
  }
}

/** Runs a study to its end; gives how often each resource was reached. */
function play(state: StudyState, { seed, objectives }: Planned): ReadonlyMap<number, number> {
  const random = drawStream(seed, 0, 0)
  const reached = new Map<number, number>()
  for (;;) {
    const work = state.next()
    if (work.do === 'wait') return reached
    const { trial, resource } = work
    const rung = work.do === 'promote' ? work.toRung : 0
    state.apply(
      work.do === 'promote'
        ? { kind: 'promoted', trial, rung }
        : { kind: 'started', trial, values: {}, origin: 'sampled' }
    )
    const results = objectives.map(() => random.float())
    state.apply({ kind: 'reported', trial, rung, results, failed: false })
    reached.set(resource, (reached.get(resource) ?? 0) + 1)
  }
}

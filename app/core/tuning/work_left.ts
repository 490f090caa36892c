import { hyperbandRound } from './schedulers/hyperband.ts'
import { SURE_REPORTS } from './schedulers/median_stopping.ts'
import type { StudyPlan } from './study_plan.ts'

/** What of a plan says how its trials climb. */
export type PacedPlan = Pick<StudyPlan, 'scheduler' | 'eta' | 'rungs' | 'seeds'>

/** Trials of one bracket that stand at one of their rungs. */
export interface TrialsAtRung {
  /** Rungs of the study that the bracket's ladder leaves out: 0 but for Hyperband. */
  readonly bracket: number
  /** The rung of its own ladder that they were last handed out to, from 0. */
  readonly rung: number
  readonly trials: number
  /** Those of them that still train towards it. */
  readonly running: number
  /** Episodes of each seed that these still need, together and the most of one. */
  readonly rest: number
  readonly longest: number
}

/** What a study has still to train, as far as can be said. */
export interface WorkLeft {
  /** Episodes over all trials and seeds. */
  readonly episodes: number
  /** Episodes of one seed that have to be trained one after another: a climb cannot be shared. */
  readonly inTurn: number
}

interface Ladder {
  readonly resources: readonly number[]
  readonly starts: number
  readonly at: readonly TrialsAtRung[]
}

/**
 * What is left of a study: the work in hand, the trials to start, and the promotions that both bring
 * when the values to come are as good as any. The last trial to start may have to climb to the top, alone.
 * @param standing all trials started
 * @param bounds null: none
 * @returns null where neither trials nor episodes bound the study
 */
export function workLeft(
  plan: PacedPlan,
  standing: readonly TrialsAtRung[],
  bounds: { readonly trials: number | null; readonly episodes: number | null },
  used: number
): WorkLeft | null {
  const { trials, episodes } = bounds
  if (trials === null && episodes === null) return null
  const inHand = standing.reduce((sum, { rest }) => sum + rest, 0) * plan.seeds.length
  const affordable = inHand + Math.max(0, (episodes ?? Infinity) - used)
  if (trials === null) {
    return { episodes: affordable, inTurn: Math.max(0, ...standing.map(({ longest }) => longest)) }
  }
  const ladders = laddersOf(plan, standing, trials).map((ladder) => ladderLeft(plan, ladder))
  const wanted = ladders.reduce((sum, each) => sum + each.episodes, 0) * plan.seeds.length
  return {
    episodes: Math.min(wanted, affordable),
    inTurn: Math.min(
      Math.max(0, ...ladders.map(({ inTurn }) => inTurn)),
      affordable / plan.seeds.length
    ),
  }
}

function laddersOf(plan: PacedPlan, standing: readonly TrialsAtRung[], bound: number): Ladder[] {
  const round = plan.scheduler === 'hyperband' ? hyperbandRound(plan.rungs, plan.eta) : [0]
  const begun = standing.reduce((sum, { trials }) => sum + trials, 0)
  return [...new Set(round)].map((bracket) => {
    const inRound = (trials: number) =>
      Math.floor(trials / round.length) * round.filter((each) => each === bracket).length +
      round.slice(0, trials % round.length).filter((each) => each === bracket).length
    return {
      resources: plan.rungs.slice(bracket),
      starts: Math.max(0, inRound(bound) - inRound(begun)),
      at: standing.filter((each) => each.bracket === bracket),
    }
  })
}

function ladderLeft(plan: PacedPlan, { resources, starts, at }: Ladder): WorkLeft {
  let episodes = starts * resources[0]
  // trials that have still to report at the rung, and the longest way from here to there
  let coming = starts
  let inTurn = starts > 0 ? resources[0] : 0
  for (const [rung, resource] of resources.entries()) {
    const here = at.filter((each) => each.rung === rung)
    episodes += sum(here, 'rest')
    coming += sum(here, 'running')
    inTurn = Math.max(inTurn, ...here.map(({ longest }) => longest))
    const promoted = sum(
      at.filter((each) => each.rung > rung),
      'trials'
    )
    const reported = promoted + sum(here, 'trials') - sum(here, 'running')
    if (rung === resources.length - 1) break
    const climbers = promotionsToCome(plan, { reported, promoted, coming })
    const step = resources[rung + 1] - resource
    episodes += climbers * step
    inTurn += Math.min(1, climbers) * step
    coming = climbers
  }
  return { episodes, inTurn }
}

function sum(trials: readonly TrialsAtRung[], name: 'trials' | 'running' | 'rest'): number {
  return trials.reduce((total, each) => total + each[name], 0)
}

interface RungSoFar {
  readonly reported: number
  readonly promoted: number
  readonly coming: number
}

/** Promotions from a rung that are to be expected: a new value is as likely to have any rank. */
function promotionsToCome(
  { scheduler, eta }: PacedPlan,
  { reported, promoted, coming }: RungSoFar
) {
  if (scheduler === 'median') {
    const sure = Math.min(coming, Math.max(0, SURE_REPORTS - reported))
    return sure + (coming - sure) / 2
  }
  const places = Math.floor((reported + coming) / eta)
  return places < 1 ? 0 : Math.max(coming / eta, places - promoted)
}

import type { WorkEstimate } from '#core/parameters/work_estimate'
import type { ExpectedResource } from '#core/tuning/expected_resource'
import type { StudyBudget, StudyPlan } from '#core/tuning/study_plan'
import type { LaunchEstimate, TimeEstimate } from '#services/pages/launch_estimate'

/** What a study will take, before it is launched. */
export interface StudyEstimate {
  /** Runs that train at a time, and threads of the living workers. */
  readonly parallel: number
  readonly threads: number
  readonly memoryEachBytes: number
  readonly memoryBytes: number
  /** Checkpoints, models, episodes and recorded steps of all runs; null: nobody can say how many. */
  readonly storedBytes: number | null
  readonly time: StudyTime | null
}

export interface StudyTime extends Pick<TimeEstimate, 'runs' | 'basis'> {
  readonly seconds: number
  readonly low: number
  readonly high: number
  readonly coreHours: number
  readonly cost: LaunchEstimate['cost']
  /** The limit of time ends the study before it is through. */
  readonly isLimited: boolean
}

/** Of a checkpoint: online and target network, Adam's two moments and the kept best, in float32. */
const BYTES_A_WEIGHT = 5 * 4

/**
 * @param launch of one seed that trains to the largest resource
 * @param expected null: only time bounds the study
 */
export function estimateStudy(
  plan: StudyPlan,
  budget: StudyBudget,
  launch: LaunchEstimate,
  expected: ExpectedResource | null
): StudyEstimate {
  const threads = Math.max(1, launch.places.threads)
  const wanted = (plan.concurrency ?? Math.ceil(threads / plan.seeds.length)) * plan.seeds.length
  const parallel = Math.min(threads, wanted, (expected?.trials ?? Infinity) * plan.seeds.length)
  return {
    parallel,
    threads,
    memoryEachBytes: launch.work.memoryBytes,
    memoryBytes: launch.work.memoryBytes * parallel,
    storedBytes: expected === null ? null : storage(plan, launch.work, expected),
    time: timeOf(plan, budget, launch, expected, parallel),
  }
}

function timeOf(
  plan: StudyPlan,
  { seconds: limit }: StudyBudget,
  { time, cost }: LaunchEstimate,
  expected: ExpectedResource | null,
  parallel: number
): StudyTime | null {
  if (time === null || (expected === null && limit === null)) return null
  const top = plan.base.training.episodes
  const most = limit ?? Infinity
  const share = expected === null ? Infinity : episodesInTurn(plan, expected, parallel) / top
  const within = (seconds: number) => Math.min(seconds * share, most)
  const busy = expected === null ? most * parallel : (time.secondsEach * expected.episodes) / top
  const coreHours = Math.min(busy, most * parallel) / 3600
  return {
    seconds: within(time.secondsEach),
    low: within(time.low),
    high: within(time.high),
    coreHours,
    cost: cost && { ...cost, amount: (cost.amount / time.coreHours) * coreHours },
    runs: time.runs,
    basis: time.basis,
    isLimited: time.secondsEach * share > most,
  }
}

/** Episodes that one thread trains behind one another: its part, or a trial that climbs to the top. */
function episodesInTurn(
  plan: StudyPlan,
  { episodes, rungs }: ExpectedResource,
  parallel: number
): number {
  const top = plan.base.training.episodes
  const longest = plan.scheduler === 'fixed' ? top : Math.max(...rungs.map(reachedResource))
  return Math.max(episodes / parallel, longest)
}

function reachedResource({ resource, trials }: ExpectedResource['rungs'][number]): number {
  return trials > 0 ? resource : 0
}

/** A checkpoint holds the used part of the replay memory, which grows with the episodes, as their rows do. */
function storage(plan: StudyPlan, work: WorkEstimate, { rungs }: ExpectedResource): number {
  const top = plan.base.training.episodes
  const { capacity } = plan.base.agent
  const ofWeights = work.weights * BYTES_A_WEIGHT
  const rows = Math.max(0, work.storedBytes - work.replayBytes - ofWeights)
  const bytes = rungs.map(({ resource, trials }, k) => {
    const stayed = Math.max(0, trials - (rungs[k + 1]?.trials ?? 0))
    const part = resource / top
    const used = Math.min(1, (work.envSteps * part) / capacity)
    return stayed * (work.replayBytes * used + ofWeights + rows * part)
  })
  return plan.seeds.length * bytes.reduce((sum, each) => sum + each, 0)
}

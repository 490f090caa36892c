import type { WorkEstimate } from '#core/parameters/work_estimate'
import type { ExpectedResource } from '#core/tuning/expected_resource'
import type { StudyBudget, StudyPlan } from '#core/tuning/study_plan'
import type { LaunchEstimate } from '#services/pages/launch_estimate'

/** What a study will take, before it is launched. */
export interface StudyEstimate {
  /** Runs that train at a time, and threads of the living workers. */
  readonly parallel: number
  readonly threads: number
  readonly memoryEachBytes: number
  readonly memoryBytes: number
  /** Newest checkpoints, one for each run: what a study keeps. */
  readonly storageBytes: number
  readonly time: StudyTime | null
}

export interface StudyTime {
  readonly seconds: number
  readonly low: number
  readonly high: number
  /** Runs that the estimate rests on. */
  readonly runs: number
  /** The limit of time ends the study before it is through. */
  readonly isLimited: boolean
}

/** Online and target network, Adam's two moments and the kept best, in float32. */
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
    storageBytes: expected === null ? 0 : storage(plan, launch.work, expected),
    time: timeOf(plan, budget, launch, expected, parallel),
  }
}

function timeOf(
  plan: StudyPlan,
  { seconds: limit }: StudyBudget,
  { time }: LaunchEstimate,
  expected: ExpectedResource | null,
  parallel: number
): StudyTime | null {
  if (time === null) return null
  const { runs, secondsEach } = time
  if (expected === null) {
    return limit === null
      ? null
      : { seconds: limit, low: limit, high: limit, runs, isLimited: true }
  }
  const top = plan.base.training.episodes
  // a trial that climbs to the top is trained by one thread from its beginning to its end
  const longest =
    plan.scheduler === 'fixed' ? top : Math.max(...expected.rungs.map(reachedResource))
  const share = Math.max(expected.episodes / parallel, longest) / top
  const within = (seconds: number) => Math.min(seconds * share, limit ?? Infinity)
  return {
    seconds: within(secondsEach),
    low: within(time.low),
    high: within(time.high),
    runs,
    isLimited: limit !== null && secondsEach * share > limit,
  }
}

function reachedResource({ resource, trials }: ExpectedResource['rungs'][number]): number {
  return trials > 0 ? resource : 0
}

/** A checkpoint holds the used part of the replay memory, which grows with the episodes trained. */
function storage(plan: StudyPlan, work: WorkEstimate, { rungs }: ExpectedResource): number {
  const { capacity } = plan.base.agent
  const stepsAnEpisode = work.envSteps / plan.base.training.episodes
  const bytes = rungs.map(({ resource, trials }, k) => {
    const stayed = trials - (rungs[k + 1]?.trials ?? 0)
    const used = Math.min(1, (resource * stepsAnEpisode) / capacity)
    return Math.max(0, stayed) * (work.replayBytes * used + work.weights * BYTES_A_WEIGHT)
  })
  return plan.seeds.length * bytes.reduce((sum, each) => sum + each, 0)
}

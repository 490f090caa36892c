import type { StudyPlan, WarmStart } from '#core/tuning/study_plan'
import { trialsForStudy } from '#core/tuning/warm_trials'
import { readStudy } from '#services/tuning/locked_study'
import { untaught } from '#services/tuning/untaught'

/** An earlier study's newest trials teach enough; more would only slow the sampler. */
const MOST_TRIALS = 1000

/**
 * What a new study's sampler learns from an earlier one: its trials at the resources that both have,
 * with the values of the parameters that both search. Objectives must be the same. Where none is left it
 * says why.
 * @throws E_STUDY_NOT_FOUND
 */
export async function warmTrials(studyId: number, plan: StudyPlan): Promise<WarmStart> {
  return readStudy(studyId, (earlier) => {
    const metrics = ({ objectives }: StudyPlan) =>
      objectives.map(({ metric, direction }) => `${metric} ${direction}`).join()
    const isSame = metrics(plan) === metrics(earlier.plan)
    const newest = isSame ? earlier.state.trials.slice(-MOST_TRIALS) : []
    const trials = trialsForStudy(newest, plan.rungs, plan.space)
    return { studyId, trials, why: trials.length > 0 ? null : untaught(plan, earlier) }
  })
}

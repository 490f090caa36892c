import type { StudyPlan, WarmStart } from '#core/tuning/study_plan'
import type { TrialRecord } from '#core/tuning/trial_record'
import { readStudy } from '#services/tuning/locked_study'
import { untaught } from '#services/tuning/untaught'

/** An earlier study's newest trials teach enough; more would only slow the sampler. */
const MOST_TRIALS = 1000

/**
 * What a new study's sampler learns from an earlier one: its trials at the rungs whose resources both
 * have, with the values of the parameters that both search. Objectives must be the same. Where none is
 * left it says why.
 * @throws E_STUDY_NOT_FOUND
 */
export async function warmTrials(studyId: number, plan: StudyPlan): Promise<WarmStart> {
  return readStudy(studyId, (earlier) => {
    const own = plan.rungs
    const theirs = earlier.plan.rungs
    const shared = own.findIndex((resource, rung) => resource !== theirs[rung])
    const rungs = shared < 0 ? own.length : shared
    const paths = new Set(plan.space.dimensions.map(({ path }) => path))
    const metrics = ({ objectives }: StudyPlan) =>
      objectives.map(({ metric, direction }) => `${metric} ${direction}`).join()
    const isSame = metrics(plan) === metrics(earlier.plan)
    const trials = earlier.state.trials.slice(-MOST_TRIALS).flatMap((trial): TrialRecord[] => {
      const results = trial.results.slice(0, rungs)
      if (!isSame || results.length === 0) return []
      const values = Object.fromEntries(
        Object.entries(trial.values).filter(([path]) => paths.has(path))
      )
      if (Object.keys(values).length === 0) return []
      return [{ number: trial.number, values, results, running: false }]
    })
    return { studyId, trials, why: trials.length > 0 ? null : untaught(plan, earlier) }
  })
}

import type { StudyPlan } from '#core/tuning/study_plan'
import type { TrialRecord } from '#core/tuning/trial_record'

interface Earlier {
  readonly plan: StudyPlan
  readonly state: { readonly trials: readonly TrialRecord[] }
}

/** Why a warm start took no trial of an earlier study, as a sentence for people. */
export function untaught(plan: StudyPlan, { plan: theirs, state }: Earlier): string {
  const [own, other] = [objectivesOf(plan), objectivesOf(theirs)]
  if (own !== other) return `Its objective is ${other}, that of this study ${own}.`
  const paths = new Set(plan.space.dimensions.map(({ path }) => path))
  if (!theirs.space.dimensions.some(({ path }) => paths.has(path))) {
    return 'It searched none of the parameters that this study searches.'
  }
  if (!state.trials.some(({ results }) => results.length > 0)) {
    return 'None of its trials has reported yet.'
  }
  return `None of its trials has reported at a rung of both: its rungs are ${rungsOf(theirs)} episodes, those of this study ${rungsOf(plan)}.`
}

function objectivesOf({ objectives }: StudyPlan): string {
  return objectives.map(({ metric, direction }) => `${metric}, ${direction}d`).join(' and ')
}

function rungsOf({ rungs }: StudyPlan): string {
  return rungs.join(' · ')
}

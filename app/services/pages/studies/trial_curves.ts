import { overSeeds } from '#core/tuning/objectives'
import type { StudyPlan } from '#core/tuning/study_plan'
import { seedLooks, type RunLooks } from '#services/pages/studies/seed_looks'

/** The first objective of a trial's validations as it learnt, in its own unit. */
export interface TrialCurve {
  readonly trial: number
  readonly episodes: readonly number[]
  /** Medians over the seeds; null: undefined for one of them. */
  readonly values: readonly (number | null)[]
}

/** Those of them that have been validated, in the given order. */
export async function trialCurves(
  studyId: number,
  trials: readonly number[],
  { objectives, seeds }: Pick<StudyPlan, 'objectives' | 'seeds'>
): Promise<TrialCurve[]> {
  const looks = await seedLooks(studyId, trials, objectives[0].metric)
  return trials.flatMap((trial) => {
    const points = pointsOf(looks.get(trial) ?? [], seeds.length)
    if (points.length === 0) return []
    const episodes = points.map(([episode]) => episode)
    return [{ trial, episodes, values: points.map(([, value]) => value) }]
  })
}

/** Where all seeds have been validated: a median over fewer would jump as the others follow. */
function pointsOf(runs: readonly RunLooks[], seeds: number): [number, number | null][] {
  const byEpisode = Map.groupBy(
    runs.flatMap(({ looks }) => looks),
    ({ episode }) => episode
  )
  return [...byEpisode]
    .filter(([, looks]) => looks.length === seeds)
    .map(([episode, looks]): [number, number | null] => [
      episode,
      overSeeds(looks.map(({ value }) => value)),
    ])
    .sort(([a], [b]) => a - b)
}

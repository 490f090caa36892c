import { turned } from '#core/tuning/objectives'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyPlan } from '#core/tuning/study_plan'
import type { TrialRecord } from '#core/tuning/trial_record'
import { row, rows } from '#services/pages/rows'

const NONE: TrialValues = {}

type Number = number | string | null

/**
 * Results of all trials of a study, without their parameters: read in few large pieces, since a row at a
 * time 50,000 trials would take a second.
 */
export async function trialResults(
  studyId: number,
  { objectives }: Pick<StudyPlan, 'objectives'>
): Promise<TrialRecord[]> {
  const [reported, trials] = await Promise.all([
    row<{ trial: number[]; rung: number[]; value: Number[] }>(
      `select coalesce(json_agg(trial), '[]') as trial, coalesce(json_agg(rung), '[]') as rung,
         coalesce(json_agg(value), '[]') as value
       from study_events where study_id = :study and kind = 'reported'`,
      { study: studyId }
    ),
    row<{ count: number; running: number[]; second: Number[] | null }>(
      `select count(*)::int as count,
         coalesce(json_agg(number) filter (where status = 'running'), '[]') as running,
         case when :two then json_agg(value_2 order by number) end as second
       from study_trials where study_id = :study`,
      { study: studyId, two: objectives.length > 1 }
    ),
  ])
  const { count, running, second } = trials!
  const results = Array.from({ length: count }, (): (number | null)[][] => [])
  const { trial, rung, value } = reported!
  for (let i = 0; i < trial.length; i++) {
    results[trial[i]][rung[i]] = [turned(objectives[0], finite(value[i]))]
  }
  if (second !== null) {
    results.forEach((own, number) =>
      own.at(-1)?.push(turned(objectives[1], finite(second[number])))
    )
  }
  const isRunning = new Set(running)
  return results.map((own, number) => ({
    number,
    values: NONE,
    results: own,
    running: isRunning.has(number),
  }))
}

/** JSON writes what is not finite as text. */
function finite(value: Number): number | null {
  return typeof value === 'number' ? value : null
}

/** Parameters of some trials, by number. */
export async function trialValues(
  studyId: number,
  numbers: readonly number[]
): Promise<ReadonlyMap<number, TrialValues>> {
  const found = await rows<{ number: number; values: TrialValues }>(
    `select number, "values" from study_trials
     where study_id = :study and number = any(:numbers)`,
    { study: studyId, numbers }
  )
  return new Map(found.map(({ number, values }) => [number, values]))
}

import { incumbents, type Incumbent } from '#core/tuning/analysis/incumbents'
import { turned } from '#core/tuning/objectives'
import type { ComparedDataset } from '#services/pages/compare/compared'
import { row, rows } from '#services/pages/rows'
import { studyProgress, type StudyProgress } from '#services/pages/studies/study_page'
import { judgeWinner, type Winner } from '#services/pages/studies/winner'

/** A study as it is compared with others. */
export interface ComparedStudy extends StudyProgress {
  readonly id: number
  readonly title: string
  readonly name: string
  readonly href: string
  readonly datasets: readonly ComparedDataset[]
  readonly winner: Winner | null
  /** How its best changed, turned so that larger is better. */
  readonly incumbents: readonly Incumbent[]
}

/** @throws E_RECORD_NOT_FOUND */
export async function comparedStudy(studyId: number): Promise<ComparedStudy> {
  const progress = await studyProgress(studyId)
  const { report, plan } = progress
  const [datasets, winner, changes] = await Promise.all([
    rows<ComparedDataset>(
      `select d.symbol, d.interval, d.version, d.sha256 from study_datasets x
       join datasets d using (dataset_id) where x.study_id = :study order by x.position`,
      { study: studyId }
    ),
    report.best === null ? null : judgeWinner(studyId, report.best.trial, plan.objectives[0]),
    incumbentsOf(studyId, progress),
  ])
  return {
    ...progress,
    id: studyId,
    title: `Study ${studyId}`,
    name: report.name,
    href: `/studies/${studyId}`,
    datasets,
    winner,
    incumbents: changes,
  }
}

interface Logged {
  readonly resource: readonly number[]
  readonly value: readonly (number | string | null)[]
  readonly trials: readonly number[]
  readonly spent: readonly number[]
}

/** Work that is handed out costs the episodes from where its trial stands in the log before. */
const LOGGED = `
  select coalesce(json_agg(resource order by number), '[]') as resource,
    coalesce(json_agg(value order by number), '[]') as value,
    coalesce(json_agg(trials order by number), '[]') as trials,
    coalesce(json_agg(spent order by number), '[]') as spent
  from (
    select number, kind, resource, value,
      count(*) filter (where kind = 'started') over log as trials,
      :seeds::int * sum(resource - stood) filter (where kind <> 'reported') over log as spent
    from (
      select number, kind, resource, value,
        lag(resource, 1, 0) over (partition by trial order by number) as stood
      from study_events where study_id = :study and resource is not null
    ) e window log as (order by number)
  ) e where kind = 'reported'`

async function incumbentsOf(studyId: number, { plan }: StudyProgress): Promise<Incumbent[]> {
  const { seeds, objectives } = plan
  const logged = await row<Logged>(LOGGED, { study: studyId, seeds: seeds.length })
  const { resource, value, trials, spent } = logged!
  return incumbents(
    value.map((each, k) => ({
      resource: resource[k],
      // JSON writes what is not finite as text
      value: turned(objectives[0], typeof each === 'number' ? each : null),
      trials: trials[k],
      spent: spent[k],
    }))
  )
}

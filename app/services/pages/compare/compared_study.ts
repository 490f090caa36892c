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

/** A promotion hands out the episodes from the rung below, which lies at the resource over eta. */
const LOGGED = `
  select coalesce(json_agg(resource order by number), '[]') as resource,
    coalesce(json_agg(value order by number), '[]') as value,
    coalesce(json_agg(trials order by number), '[]') as trials,
    coalesce(json_agg(spent order by number), '[]') as spent
  from (
    select number, kind, resource, value,
      count(*) filter (where kind = 'started') over log as trials,
      :seeds::int * sum(case kind when 'started' then resource
        when 'promoted' then resource - resource / :eta::int else 0 end) over log as spent
    from study_events where study_id = :study and resource is not null
    window log as (order by number)
  ) e where kind = 'reported'`

async function incumbentsOf(studyId: number, { plan }: StudyProgress): Promise<Incumbent[]> {
  const { eta, seeds, objectives } = plan
  const logged = await row<Logged>(LOGGED, { study: studyId, eta, seeds: seeds.length })
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

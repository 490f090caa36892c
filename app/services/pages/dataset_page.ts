import { inject } from '@adonisjs/core'
import { sessionCount } from '#core/market/sessions'
import type { CalendarName, Interval, SourcedSeries } from '#core/market/series'
import { VALIDATION_RULES } from '#core/market/validation'
import DatasetService from '#services/dataset_service'
import { comparedVersions, type ChosenVersions } from '#services/pages/compared_versions'
import {
  datasetDetail,
  datasetFindings,
  datasetVersions,
  type DatasetFinding,
  type ListedDataset,
} from '#services/pages/dataset_list'
import { datasetUses } from '#services/pages/dataset_uses'
import { missing } from '#services/pages/missing'
import { rows } from '#services/pages/rows'
import { BAR_COLUMNS, versionChange } from '#services/pages/version_changes'

/** Comparing versions means reading their bars. */
const MOST_COMPARED = 20

/** A rule of validation with what it found; `finding` is null where it passed. */
export interface CheckedRule {
  readonly rule: string
  readonly checks: string
  readonly finding: DatasetFinding | null
}

export interface DatasetLook {
  /** As its evaluation counts it: of the looks at bars that overlap these, until then. */
  readonly look: number
  readonly evaluation_id: number | null
  /** Looks in all, of which the newest are listed. */
  readonly total: number
  readonly created_at: Date
  readonly from_time: Date
  readonly to_time: Date
  readonly person: string | null
  readonly reason: string
}

@inject()
export default class DatasetPage {
  constructor(protected datasets: DatasetService) {}

  /** @throws E_RECORD_NOT_FOUND */
  async head(datasetId: number): Promise<ListedDataset> {
    const dataset = await datasetDetail(datasetId)
    if (dataset === null) throw await missing('dataset', datasetId)
    return dataset
  }

  async bars(datasetId: number): Promise<SourcedSeries> {
    return this.datasets.load(datasetId)
  }

  /** All rules: those that found something first, by severity. */
  async report(dataset: ListedDataset) {
    const findings = await datasetFindings(dataset.dataset_id)
    const { series } = await this.bars(dataset.dataset_id)
    const interval = dataset.interval as Interval
    const sessions = sessionCount(series, interval, dataset.calendar as CalendarName)
    const known = new Map(VALIDATION_RULES.map(({ name, checks }) => [name, checks]))
    const found = findings.map((finding): CheckedRule => ({
      rule: finding.rule,
      checks: known.get(finding.rule) ?? 'Noted by the source.',
      finding,
    }))
    const passed = VALIDATION_RULES.filter(({ name }) =>
      findings.every((finding) => finding.rule !== name)
    ).map(({ name, checks }): CheckedRule => ({ rule: name, checks, finding: null }))
    return { rules: [...found, ...passed], sessions }
  }

  /**
   * The newest versions, each with what it changed of the one before, and what changed between two.
   * @throws E_RECORD_NOT_FOUND for a version that there is not
   */
  async versions(dataset: ListedDataset, chosen: ChosenVersions) {
    const all = await datasetVersions(dataset)
    const load = (datasetId: number) => this.bars(datasetId)
    const compared = await comparedVersions(all, dataset, chosen, load)
    const versions = await Promise.all(
      all.slice(0, MOST_COMPARED).map(async (version, i) => {
        const before = all[i + 1]
        if (!before) return { ...version, before: null, change: null }
        const [old, now] = await Promise.all([
          this.bars(before.dataset_id),
          this.bars(version.dataset_id),
        ])
        const change = versionChange(old.series, now.series)
        return { ...version, before: before.version, change }
      })
    )
    return { versions, total: all.length, choices: all, compared, columns: BAR_COLUMNS }
  }

  async uses(dataset: ListedDataset) {
    return { uses: await datasetUses(dataset.dataset_id) }
  }

  /** Every look at a sealed range of this symbol and interval. */
  async looks({ symbol, interval }: ListedDataset) {
    const looks = await rows<DatasetLook>(
      `select l.created_at, l.from_time, l.to_time, u.email as person, l.reason, l.evaluation_id,
         (select count(*) from test_looks o where o.symbol = l.symbol and o.interval = l.interval
           and o.test_look_id <= l.test_look_id
           and o.from_time <= l.to_time and o.to_time >= l.from_time)::int as look,
         (count(*) over ())::int as total
       from test_looks l left join users u on u.id = l.user_id
       where l.symbol = :symbol and l.interval = :interval order by l.test_look_id desc limit 200`,
      { symbol, interval }
    )
    return { looks }
  }
}

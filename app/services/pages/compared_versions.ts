import type { SourcedSeries } from '#core/market/series'
import type { ListedDataset } from '#services/pages/dataset_list'
import { RecordNotFound } from '#services/pages/missing'
import { versionChange, type VersionChange } from '#services/pages/version_changes'

/** More bars than a person reads are counted only. */
const MOST_BARS = 200

/** Numbers of the two versions that a person chose; null: not chosen. */
export interface ChosenVersions {
  readonly from: number | null
  readonly to: number | null
}

export interface ComparedVersions {
  readonly from: ListedDataset
  readonly to: ListedDataset
  readonly change: VersionChange
}

/**
 * What changed from one version to another. Unless they are chosen, they are the version before the
 * shown one and the shown one; null where there is no other version.
 * @param all every version, newest first
 * @throws E_RECORD_NOT_FOUND for a number that no version has
 */
export async function comparedVersions(
  all: readonly ListedDataset[],
  shown: ListedDataset,
  chosen: ChosenVersions,
  bars: (datasetId: number) => Promise<SourcedSeries>
): Promise<ComparedVersions | null> {
  if (all.length < 2) return null
  const to = chosen.to === null ? shown : numbered(all, chosen.to)
  const older = all.find(({ version }) => version < to.version) ?? all.at(-2)!
  const from = chosen.from === null ? older : numbered(all, chosen.from)
  const [old, now] = await Promise.all([bars(from.dataset_id), bars(to.dataset_id)])
  return { from, to, change: versionChange(old.series, now.series, MOST_BARS) }
}

function numbered(all: readonly ListedDataset[], number: number): ListedDataset {
  const found = all.find(({ version }) => version === number)
  if (found !== undefined) return found
  const [newest] = all
  throw new RecordNotFound(
    `${newest?.symbol ?? 'This dataset'} has no version ${number}.`,
    `Choose from ${all.at(-1)?.version ?? 1} to ${newest?.version ?? 1}.`
  )
}

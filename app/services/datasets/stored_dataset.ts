import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { packDataset } from '#integrations/data_sources/dataset_hash'
import type { FetchedData } from '#core/market/data_fetcher'
import type { Finding, SourcedSeries } from '#core/market/series'
import Dataset from '#models/dataset'

/** A dataset ready to be written: compressed and hashed outside the transaction. */
export interface PackedDataset {
  readonly fetched: FetchedData
  readonly sha256: string
  readonly packed: Buffer
}

export async function packFetched(fetched: FetchedData): Promise<PackedDataset> {
  return { fetched, ...(await packDataset(fetched.data)) }
}

/**
 * Writes a new version with its columns and findings; the number of the version is the next of its
 * symbol, interval and source.
 */
export async function insertDataset(
  trx: TransactionClientContract,
  { fetched, sha256, packed }: PackedDataset,
  userId: number | null
): Promise<Dataset> {
  const { data, findings, repairs } = fetched
  const version = await nextVersion(trx, data)
  const dataset = await Dataset.create(
    {
      ...data.identity,
      sha256,
      version,
      bars: data.series.length,
      firstTime: timeOf(data.series.time[0]),
      lastTime: timeOf(data.series.time[data.series.length - 1]),
      splitAdjusted: data.splitAdjusted,
      actions: [...data.actions],
      repairedBars: repairs.reduce((sum, { times }) => sum + times.length, 0),
      warningCount: countOf(findings, 'warning'),
      infoCount: countOf(findings, 'info'),
      userId,
    },
    { client: trx }
  )
  await trx.table('dataset_columns').insert({ dataset_id: dataset.datasetId, content: packed })
  if (findings.length > 0) {
    await trx.table('dataset_findings').multiInsert(findings.map((f) => findingRow(dataset, f)))
  }
  return dataset
}

/** Concurrent writers of one symbol wait here, so that no number is given twice. */
async function nextVersion(trx: TransactionClientContract, { identity }: SourcedSeries) {
  const { symbol, interval, source } = identity
  await trx.rawQuery('select pg_advisory_xact_lock(hashtext(?))', [
    `dataset ${symbol} ${interval} ${source}`,
  ])
  const newest = await Dataset.query({ client: trx })
    .where({ symbol, interval, source })
    .orderBy('version', 'desc')
    .first()
  return (newest?.version ?? 0) + 1
}

function countOf(findings: readonly Finding[], severity: Finding['severity']): number {
  return findings.filter((finding) => finding.severity === severity).length
}

function findingRow(dataset: Dataset, finding: Finding) {
  return {
    dataset_id: dataset.datasetId,
    rule: finding.rule,
    severity: finding.severity,
    count: finding.count,
    first_bar: finding.firstBar,
    first_time: finding.firstTime === null ? null : new Date(finding.firstTime),
    message: finding.message,
  }
}

function timeOf(milliseconds: number): DateTime {
  return DateTime.fromMillis(milliseconds, { zone: 'utc' })
}

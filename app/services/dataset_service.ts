import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { announce } from '#live/announce'
import { DATASETS_TOPIC } from '#live/topics'
import { unpackDataset } from '#integrations/data_sources/dataset_hash'
import { DataFetcher, type FetchedData } from '#core/market/data_fetcher'
import type { FetchProgress } from '#core/ports/data_source'
import type { SourcedSeries } from '#core/market/series'
import Dataset from '#models/dataset'
import AuditService, { type Actor } from '#services/audit_service'
import { openSource, type CsvUpload } from '#services/datasets/data_sources'
import { DatasetCache } from '#services/datasets/dataset_cache'
import { DatasetInUse, DatasetNotFound } from '#services/datasets/dataset_errors'
import { insertDataset, packFetched } from '#services/datasets/stored_dataset'

/** What a person asks for: bars of a symbol from a source. */
export interface FetchInput {
  readonly symbol: string
  readonly source: string
  readonly interval: string
  /** ISO day or time, `from` inclusive and `to` exclusive; null: all there is. */
  readonly from: string | null
  readonly to: string | null
  readonly repair: boolean
  /** The file, for the source `csv`. */
  readonly csv?: CsvUpload
}

export interface StoredVersion {
  readonly dataset: Dataset
  /** False when exactly these bars were stored before: then that version is given. */
  readonly isNew: boolean
}

/** Immutable versions of market data. */
@inject()
export default class DatasetService {
  constructor(
    protected audit: AuditService,
    protected cache: DatasetCache
  ) {}

  /**
   * Fetches, validates and stores bars as a version; all or nothing.
   * @throws E_INVALID_PARAMETER, E_DATASET_REFUSED with the report, E_DATA_SOURCE_…
   */
  async fetch(
    input: FetchInput,
    actor: Actor,
    options: { signal?: AbortSignal; progress?: FetchProgress } = {}
  ): Promise<StoredVersion> {
    const fetcher = new DataFetcher([await openSource(input.source, input.csv)])
    const { symbol, from, to, interval, repair } = input
    const fetched = await fetcher.fetchHistoricalData(symbol, from, to, interval, {
      repair,
      ...options,
    })
    return this.store(fetched, actor)
  }

  /** Stores validated bars. The same bytes are stored once. */
  async store(fetched: FetchedData, actor: Actor): Promise<StoredVersion> {
    const packed = await packFetched(fetched)
    return db.transaction(async (trx) => {
      await trx.rawQuery('select pg_advisory_xact_lock(hashtext(?))', [packed.sha256])
      const known = await Dataset.findBy('sha256', packed.sha256, { client: trx })
      if (known !== null) return { dataset: known, isNew: false }
      const dataset = await insertDataset(trx, packed, actor.userId)
      const { datasetId, symbol } = dataset
      await this.audit.record(trx, actor, {
        act: 'dataset.store',
        objectType: 'dataset',
        objectId: datasetId,
        details: { symbol, sha256: packed.sha256 },
      })
      await announce(trx, { topic: DATASETS_TOPIC, kind: 'stored', data: { datasetId } })
      return { dataset, isNew: true }
    })
  }

  /** The newest version of each symbol, interval and source, or every version; by symbol. */
  async list(allVersions = false): Promise<Dataset[]> {
    const query = Dataset.query().preload('findings')
    if (!allVersions) void query.withScopes((scopes) => scopes.newest())
    return query.orderBy([{ column: 'symbol' }, { column: 'dataset_id', order: 'desc' }])
  }

  /**
   * The dataset that a person names: its id, or a symbol, which means the newest version of it.
   * @throws E_DATASET_NOT_FOUND
   */
  async find(reference: string | number): Promise<Dataset> {
    const id = Number(reference)
    const query = Dataset.query().preload('findings')
    if (Number.isInteger(id) && id > 0) void query.where('dataset_id', id)
    else void query.where('symbol', String(reference)).orderBy('dataset_id', 'desc')
    const dataset = await query.first()
    if (dataset === null) throw new DatasetNotFound(reference)
    return dataset
  }

  /**
   * The bars of a version, as the source gave them. The arrays are shared: do not write into them.
   * @throws E_DATASET_NOT_FOUND; E_DEFECT when what is stored does not have the version's hash
   */
  async load(datasetId: number): Promise<SourcedSeries> {
    const dataset = await Dataset.find(datasetId)
    if (dataset === null) throw new DatasetNotFound(datasetId)
    return this.cache.get(dataset.sha256, async () => {
      const stored: { content: Buffer } = await db
        .from('dataset_columns')
        .where('dataset_id', datasetId)
        .select('content')
        .firstOrFail()
      return unpackDataset(stored.content, dataset.sha256)
    })
  }

  /**
   * Deletes a version that nothing uses.
   * @throws E_DATASET_NOT_FOUND, E_DATASET_IN_USE
   */
  async delete(datasetId: number, actor: Actor): Promise<void> {
    await db.transaction(async (trx) => {
      const dataset = await Dataset.query({ client: trx })
        .where('dataset_id', datasetId)
        .forUpdate()
        .preload('experiments')
        .first()
      if (dataset === null) throw new DatasetNotFound(datasetId)
      const studies = (await trx
        .from('study_datasets as x')
        .join('studies as s', 's.study_id', 'x.study_id')
        .where('x.dataset_id', datasetId)
        .select('s.name')) as { name: string }[]
      const experiments = dataset.experiments.map(({ name }) => name)
      if (experiments.length + studies.length > 0) {
        throw new DatasetInUse(
          datasetId,
          experiments,
          studies.map(({ name }) => name)
        )
      }
      await dataset.useTransaction(trx).delete()
      await this.audit.record(trx, actor, {
        act: 'dataset.delete',
        objectType: 'dataset',
        objectId: datasetId,
        details: { symbol: dataset.symbol, sha256: dataset.sha256 },
      })
      await announce(trx, { topic: DATASETS_TOPIC, kind: 'deleted', data: { datasetId } })
    })
  }
}

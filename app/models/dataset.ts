import { hasMany, manyToMany, scope } from '@adonisjs/lucid/orm'
import type { HasMany, ManyToMany } from '@adonisjs/lucid/types/relations'
import { DatasetSchema } from '#database/schema'
import DatasetFinding from '#models/dataset_finding'
import Experiment from '#models/experiment'

/** One immutable version of the bars of a symbol; its columns are read by DatasetService.load. */
export default class Dataset extends DatasetSchema {
  static table = 'datasets'

  @hasMany(() => DatasetFinding, { foreignKey: 'datasetId' })
  declare findings: HasMany<typeof DatasetFinding>

  @manyToMany(() => Experiment, {
    pivotTable: 'experiment_datasets',
    localKey: 'datasetId',
    pivotForeignKey: 'dataset_id',
    relatedKey: 'experimentId',
    pivotRelatedForeignKey: 'experiment_id',
  })
  declare experiments: ManyToMany<typeof Experiment>

  /** Only the newest version of each symbol, interval and source. */
  static newest = scope((query) => {
    query.whereRaw(`not exists (select 1 from datasets newer
      where newer.symbol = datasets.symbol and newer.interval = datasets.interval
      and newer.source = datasets.source and newer.version > datasets.version)`)
  })
}

import { hasMany, manyToMany } from '@adonisjs/lucid/orm'
import type { HasMany, ManyToMany } from '@adonisjs/lucid/types/relations'
import { ExperimentSchema } from '#database/schema'
import Dataset from '#models/dataset'
import TrainingRun from '#models/training_run'

/** One config with several seeds: what a person launches, compares and promotes. */
export default class Experiment extends ExperimentSchema {
  static table = 'experiments'

  @hasMany(() => TrainingRun, { foreignKey: 'experimentId' })
  declare runs: HasMany<typeof TrainingRun>

  /** In the order in which the run counts its markets. */
  @manyToMany(() => Dataset, {
    pivotTable: 'experiment_datasets',
    localKey: 'experimentId',
    pivotForeignKey: 'experiment_id',
    relatedKey: 'datasetId',
    pivotRelatedForeignKey: 'dataset_id',
    onQuery: (query) => {
      if (!query.isRelatedSubQuery) void query.orderBy('experiment_datasets.position')
    },
  })
  declare datasets: ManyToMany<typeof Dataset>
}

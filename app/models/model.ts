import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { ModelSchema } from '#database/schema'
import TrainingRun from '#models/training_run'

/** The best weights of a run with their manifest; the weights themselves are read by ModelService. */
export default class Model extends ModelSchema {
  static table = 'models'

  @belongsTo(() => TrainingRun, { foreignKey: 'runId' })
  declare run: BelongsTo<typeof TrainingRun>
}

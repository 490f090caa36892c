import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import { EvaluationRunSchema } from '#database/schema'
import EvaluationMetric from '#models/evaluation_metric'
import Experiment from '#models/experiment'

/** One evaluation of an experiment's models on a range of bars. */
export default class EvaluationRun extends EvaluationRunSchema {
  static table = 'evaluation_runs'

  @belongsTo(() => Experiment, { foreignKey: 'experimentId' })
  declare experiment: BelongsTo<typeof Experiment>

  @hasMany(() => EvaluationMetric, { foreignKey: 'evaluationId' })
  declare metrics: HasMany<typeof EvaluationMetric>
}

import { belongsTo, hasMany, scope } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import { EpisodeSchema } from '#database/schema'
import type { EpisodeKind } from '#core/environment/episode_record'
import Dataset from '#models/dataset'
import Step from '#models/step'
import Trade from '#models/trade'
import TradingOperation from '#models/trading_operation'
import TrainingRun from '#models/training_run'

/** One pass of the agent through a stretch of bars. */
export default class Episode extends EpisodeSchema {
  static table = 'episodes'
  declare kind: EpisodeKind

  @belongsTo(() => TrainingRun, { foreignKey: 'runId' })
  declare run: BelongsTo<typeof TrainingRun>

  @belongsTo(() => Dataset, { foreignKey: 'datasetId' })
  declare dataset: BelongsTo<typeof Dataset>

  @hasMany(() => Step, { foreignKey: 'episodeId' })
  declare steps: HasMany<typeof Step>

  @hasMany(() => Trade, { foreignKey: 'episodeId' })
  declare trades: HasMany<typeof Trade>

  @hasMany(() => TradingOperation, { foreignKey: 'episodeId' })
  declare operations: HasMany<typeof TradingOperation>

  static ofKind = scope((query, kind: EpisodeKind) => {
    query.where('kind', kind)
  })
}

import { belongsTo, hasMany, hasOne, scope } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany, HasOne } from '@adonisjs/lucid/types/relations'
import { DateTime } from 'luxon'
import { TrainingRunSchema } from '#database/schema'
import Checkpoint from '#models/checkpoint'
import Episode from '#models/episode'
import Experiment from '#models/experiment'
import Model from '#models/model'
import Worker from '#models/worker'

export const RUN_STATUSES = [
  'queued',
  'running',
  'paused',
  'completed',
  'failed',
  'cancelled',
] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** A heartbeat older than this is overdue: the run shows as lost. */
export const OVERDUE_SECONDS = 30

/** The training of one seed of an experiment. */
export default class TrainingRun extends TrainingRunSchema {
  static table = 'training_runs'
  declare status: RunStatus

  @belongsTo(() => Experiment, { foreignKey: 'experimentId' })
  declare experiment: BelongsTo<typeof Experiment>

  @belongsTo(() => Worker, { foreignKey: 'workerId' })
  declare worker: BelongsTo<typeof Worker>

  @belongsTo(() => Episode, { foreignKey: 'bestEpisodeId' })
  declare bestEpisode: BelongsTo<typeof Episode>

  @hasMany(() => Episode, { foreignKey: 'runId' })
  declare episodes: HasMany<typeof Episode>

  @hasMany(() => Checkpoint, { foreignKey: 'runId' })
  declare checkpoints: HasMany<typeof Checkpoint>

  @hasOne(() => Model, { foreignKey: 'runId' })
  declare model: HasOne<typeof Model>

  static overdue = scope((query, since: DateTime) => {
    query.where('status', 'running').where('heartbeat_at', '<', since.toSQL()!)
  })

  /** The status as people see it: `lost` while the heartbeat is overdue. */
  shownStatus(now: DateTime): RunStatus | 'lost' {
    const overdue =
      this.status === 'running' &&
      this.heartbeatAt !== null &&
      now.diff(this.heartbeatAt).as('seconds') > OVERDUE_SECONDS
    return overdue ? 'lost' : this.status
  }
}

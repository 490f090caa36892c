import { BaseSchema } from '@adonisjs/lucid/schema'

/** Columns by which the API orders and bounds episodes; unknown values stand last going down. */
const COLUMNS = {
  final_portfolio_value: 'desc',
  pnl: 'desc',
  total_return: 'desc',
  sharpe_ratio: 'desc nulls last',
  max_drawdown: 'desc nulls last',
  total_reward: 'desc',
  total_trades: 'desc',
  win_rate: 'desc nulls last',
  exposure: 'desc',
  mean_loss: 'desc nulls last',
  start_time: 'desc',
  end_time: 'desc',
}

export default class extends BaseSchema {
  async up() {
    for (const [column, order] of Object.entries(COLUMNS)) {
      this.schema.raw(
        `CREATE INDEX episodes_api_${column}_index ON episodes (${column} ${order}, episode_id desc)`
      )
    }
    this.schema.raw('CREATE INDEX episodes_api_dataset_index ON episodes (dataset_id, episode_id)')
  }

  async down() {
    for (const column of [...Object.keys(COLUMNS), 'dataset']) {
      this.schema.raw(`DROP INDEX episodes_api_${column}_index`)
    }
  }
}

import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import ModelService from '#services/model_service'
import ExportService from '#services/models/export_service'
import { plantJudgement, plantSeeds } from './planted_model.js'

const ACTOR = { userId: null, person: 'test', route: 'command', address: null } as const
const REASON = 'Costs are met by our broker.'

/** A promoted model of two versions, the second with exports; the path of its page. */
export async function plantVersions(datasetId: number): Promise<string> {
  const models = await app.container.make(ModelService)
  const exports = await app.container.make(ExportService)
  const first = await plantSeeds({ datasetId })
  const second = await plantSeeds({ datasetId, name: 'Trend, longer window' })
  await db.rawQuery(
    `update experiments set parameters = jsonb_set(parameters, '{agent,gamma}', '0.95')
     where experiment_id = ?`,
    [second.experimentId]
  )
  await plantJudgement(first, {}, 'validation')
  await plantJudgement(second, { cost_stress: 'fail', enough_trades: 'warn' })
  for (const { experimentId } of [first, second]) {
    await models.promote({ experimentId, name: 'aapl-trend', reason: REASON }, ACTOR)
  }
  for (const format of ['onnx', 'tfjs', 'json'] as const) {
    await exports.make({ experimentId: second.experimentId, format }, ACTOR)
  }
  return '/models/aapl-trend/2'
}

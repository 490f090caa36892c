import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import { MODEL_STAGES, type ModelStage } from '#services/models/model_rows'
import { modelList } from '#services/pages/models/model_list'
import { answer } from './_answer.js'
import { modelJson, modelLine } from './_model.js'

export default class ModelList extends BaseCommand {
  static commandName = 'model:list'
  static description = 'List the newest 50 models: experiments with weights, promoted or not'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'candidate, promoted or retired' })
  declare stage?: string

  @flags.string({ description: 'Part of its name, or of that of its experiment' })
  declare name?: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  async run() {
    await answer(this, async () => {
      const filter = { stage: stageOf(this.stage), name: this.name ?? null }
      const { rows, total } = await modelList(filter, { key: 'id', descending: true }, null)
      const none =
        'No model fits. `node ace train` leaves one; three completed seeds can be promoted.'
      const lines = rows.length === 0 ? [none] : rows.map(modelLine)
      return { json: { total, models: rows.map(modelJson) }, lines }
    })
  }
}

function stageOf(given: string | undefined): ModelStage | null {
  if (given === undefined) return null
  const stage = MODEL_STAGES.find((known) => known === given)
  if (stage !== undefined) return stage
  const message = `stage is ${JSON.stringify(given)}, but must be ${MODEL_STAGES.join(', ')}.`
  throw new InvalidParameter('stage', message, 'Leave it out for all.')
}

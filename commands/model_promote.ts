import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import ModelService from '#services/model_service'
import { knownModel } from '#services/models/model_reader'
import { commandActor } from './_actor.js'
import { answer } from './_answer.js'
import { modelJson, modelLine } from './_model.js'

export default class ModelPromote extends BaseCommand {
  static commandName = 'model:promote'
  static description = 'Give an experiment of three or more completed seeds a name and a version'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Experiment id' })
  declare experiment: string

  @flags.string({
    description:
      'Name, as in aapl-trend; a known one gets its next version. A retired model keeps its own',
  })
  declare name?: string

  @flags.string({ description: 'Why, when a verdict did not pass or nothing was evaluated' })
  declare reason?: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(models: ModelService) {
    await answer(this, async () => {
      const experimentId = idOf(this.experiment)
      const named = this.name === undefined ? {} : { name: this.name }
      await models.promote({ experimentId, reason: this.reason ?? '', ...named }, commandActor())
      const model = await knownModel(experimentId)
      return { json: modelJson(model), lines: [modelLine(model)] }
    })
  }
}

function idOf(given: string): number {
  const id = /^\d{1,15}$/.test(given) ? Number(given) : 0
  if (id >= 1) return id
  const message = `experiment is ${JSON.stringify(given)}, but must be an id, an integer of 1 or more.`
  throw new InvalidParameter('experiment', message, '`node ace model:list` has the ids.')
}

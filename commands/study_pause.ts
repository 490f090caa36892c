import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import TuningService from '#services/tuning_service'
import { answer } from './_answer.js'
import { studyActed } from './_study.js'

export default class StudyPause extends BaseCommand {
  static commandName = 'study:pause'
  static description = 'Hand out no more trials of a study; what trains goes on to its rung'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Study id' })
  declare study: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(tuning: TuningService) {
    await answer(this, () => studyActed(this.study, (id, actor) => tuning.pause(id, actor)))
  }
}

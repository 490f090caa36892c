import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import TuningService from '#services/tuning_service'
import { answer } from './_answer.js'
import { studyActed } from './_study.js'

export default class StudyStop extends BaseCommand {
  static commandName = 'study:stop'
  static description = 'End a study; trials in hand stop at their next step and count as failed'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Study id' })
  declare study: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(tuning: TuningService) {
    await answer(this, () => studyActed(this.study, (id, actor) => tuning.stop(id, actor)))
  }
}

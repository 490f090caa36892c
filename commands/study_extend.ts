import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import TuningService from '#services/tuning_service'
import { answer } from './_answer.js'
import { refuseTwice } from './_flags.js'
import { studyActed } from './_study.js'
import { budgetIn, pointsOf } from './_study_bounds.js'

const SINGLE = ['trials', 'maxEpisodes', 'maxSeconds', 'enqueue'] as const

export default class StudyExtend extends BaseCommand {
  static commandName = 'study:extend'
  static description =
    'Give a study more trials or other bounds; it goes on, even where it had ended'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Study id' })
  declare study: string

  @flags.string({ description: 'Trials in all, those there are included; none: no limit' })
  declare trials?: string

  @flags.string({ description: 'End after so many episodes over all trials; none: no limit' })
  declare maxEpisodes?: string

  @flags.string({ description: 'End after so many seconds of running; none: no limit' })
  declare maxSeconds?: string

  @flags.string({ description: 'A JSON file, or JSON itself, with a list of points to try next' })
  declare enqueue?: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(tuning: TuningService) {
    await answer(this, async () => {
      refuseTwice(this, SINGLE)
      const budget = budgetIn(this)
      const points = this.enqueue === undefined ? [] : await pointsOf(this.enqueue)
      if (Object.keys(budget).length === 0 && points.length === 0) throw nothingGiven()
      return studyActed(this.study, (id, actor) => tuning.extend(id, budget, actor, points))
    })
  }
}

function nothingGiven(): InvalidParameter {
  return new InvalidParameter(
    'trials',
    'Nothing is given that the study could get.',
    'Give --trials, --max-episodes, --max-seconds or --enqueue; `study:resume` goes on as it is.'
  )
}

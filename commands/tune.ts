import { inject } from '@adonisjs/core'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import QueueWorker from '#jobs/queue_worker'
import TuningService from '#services/tuning_service'
import { studyHead, type WarmStarted } from '#services/tuning/study_head'
import { studyReport, type StudyReport } from '#services/tuning/study_report'
import { commandActor } from './_actor.js'
import { answer, type Answer } from './_answer.js'
import { studyInput } from './_study_input.js'
import { waitForStudy } from './_wait_for_study.js'

export default class Tune extends BaseCommand {
  static commandName = 'tune'
  static description = 'Search for better parameters, many trials at a time'
  static options: CommandOptions = { startApp: true }

  @flags.array({ description: 'Dataset ids or symbols (the newest version)' })
  declare dataset?: string[]

  @flags.string({ description: 'A JSON file, JSON itself, or agent, environment or everything' })
  declare space?: string

  @flags.string({ description: 'Configuration of trial 0: quick, default or thorough' })
  declare preset?: string

  @flags.array({ description: 'A parameter of every trial, as in environment.commission=2' })
  declare set?: string[]

  @flags.string({
    description: 'Metric of validation, two with a comma, as sharpe,max_drawdown (sharpe)',
  })
  declare objective?: string

  @flags.string({ description: 'Trials to start (100)' })
  declare trials?: string

  @flags.string({ description: 'Episodes of a trial that climbs to the top' })
  declare maxResource?: string

  @flags.string({ description: 'Of each rung one in so many is promoted (3)' })
  declare reductionFactor?: string

  @flags.string({ description: 'Episodes to the lowest rung' })
  declare gracePeriod?: string

  @flags.string({ description: 'random, sobol or tpe (tpe)' })
  declare sampler?: string

  @flags.string({ description: 'asha, hyperband, median or fixed (asha)' })
  declare scheduler?: string

  @flags.string({
    description:
      'Trials that have reported before tpe draws, those of a warm start among them (10)',
  })
  declare startupTrials?: string

  @flags.string({ description: 'Seed of the sampler (1)' })
  declare seed?: string

  @flags.string({
    description: 'How many training seeds a trial has, or a list of them, as 7, (1)',
  })
  declare seeds?: string

  @flags.string({ description: 'Trials at a time (as many as threads are free)' })
  declare concurrency?: string

  @flags.string({ description: 'End after so many episodes over all trials' })
  declare maxEpisodes?: string

  @flags.string({ description: 'End after so many seconds of running' })
  declare maxSeconds?: string

  @flags.string({ description: 'A JSON file, or JSON itself, with a list of points to try first' })
  declare enqueue?: string

  @flags.string({ description: 'Learn from the trials of this study' })
  declare warmStart?: string

  @flags.string({ description: 'Name of the study' })
  declare name?: string

  @flags.string({ description: 'Notes' })
  declare notes?: string

  @flags.string({ description: 'Go on with this study; --trials and other bounds may be raised' })
  declare resume?: string

  @flags.boolean({ description: 'Queue the study and return' })
  declare detach: boolean

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(tuning: TuningService, worker: QueueWorker) {
    await answer(this, async (signal) => {
      const studyId = await this.#study(tuning)
      if (this.detach) return queued(studyId, (await studyHead(studyId)).warmStart)
      await worker.start('command')
      try {
        await waitForStudy(studyId, tuning, commandActor(), signal)
        return tuned(await studyReport(studyId))
      } finally {
        await worker.stop()
      }
    })
  }

  async #study(tuning: TuningService): Promise<number> {
    const input = await studyInput(this)
    if (input.resume === null) return tuning.launch(input.launch(), commandActor())
    await tuning.extend(input.resume, input.budget, commandActor())
    return input.resume
  }
}

function queued(studyId: number, warmStart: WarmStarted | null): Answer {
  return {
    json: { study_id: studyId, status: 'running', warm_start: warmStart },
    lines: [
      ...warmLines(warmStart),
      `Study ${studyId} is queued: its page and \`node ace tune --resume=${studyId}\` follow it.`,
    ],
  }
}

function tuned(report: StudyReport): Answer {
  const { best, rungs, resource_used: used, resource_full: full } = report
  const share = full === 0 ? 0 : (100 * used) / full
  const values = best === null ? [] : Object.entries(best.parameters)
  return {
    json: { ...report },
    lines: [
      ...warmLines(report.warm_start),
      `Study ${report.study_id}: ${report.status}, ${report.trials} trials, ${report.trials_failed} failed.`,
      ...rungs.map(
        (rung) =>
          `Rung ${rung.rung}, ${rung.resource} episodes: ${rung.reported} reported, ${rung.promoted} promoted, best ${figure(rung.best)}, median ${figure(rung.median)}`
      ),
      `${used.toLocaleString('en')} episodes, ${share.toFixed(1)} % of training every trial to its end.`,
      best === null
        ? `No trial has a value. ${report.error?.message ?? ''}`
        : `Best: trial ${best.trial}, ${report.objectives[0].metric} ${figure(best.value)} on validation at ${best.resource} episodes (defaults: ${figure(report.default?.value ?? null)}).`,
      ...values.map(([path, value]) => `  ${path}=${String(value)}`),
    ],
    ...(report.status === 'completed' ? {} : { exit: 1 }),
  }
}

/** A warm start that was asked for and teaches nothing is told. */
function warmLines(warmStart: WarmStarted | null): string[] {
  if (warmStart === null) return []
  const { trials, why } = warmStart
  return [`Warm start: ${trials} trials.${why === null ? '' : ` ${why}`}`]
}

function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(3).replace('-', '−')
}

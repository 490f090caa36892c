import { inject } from '@adonisjs/core'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import { PRESETS } from '#core/parameters/preset'
import QueueWorker from '#jobs/queue_worker'
import TrainingService, { type LaunchInput } from '#services/training_service'
import type { RunReport } from '#services/training/train_report'
import { commandActor } from './_actor.js'
import { answer, type Answer } from './_answer.js'
import { assignments, seedsOf } from './_assignments.js'
import { waitForRuns } from './_wait_for_runs.js'

export default class Train extends BaseCommand {
  static commandName = 'train'
  static description = 'Train an agent with several seeds, here or in the queue'
  static options: CommandOptions = { startApp: true }

  @flags.array({ description: 'Dataset ids or symbols (the newest version)' })
  declare dataset?: string[]

  @flags.string({
    description: `${PRESETS.join(', ')}, or a preset saved for all`,
    default: 'default',
  })
  declare preset: string

  @flags.array({ description: 'A parameter, as in agent.nStep=3; see the help for all' })
  declare set?: string[]

  @flags.string({ description: 'Training episodes, short for --set training.episodes' })
  declare episodes?: string

  @flags.string({ description: 'One seed' })
  declare seed?: string

  @flags.string({ description: 'How many seeds, or a list of them' })
  declare seeds?: string

  @flags.string({ description: 'auto, simd or reference, short for --set training.engine' })
  declare engine?: string

  @flags.boolean({ description: 'Queue the runs and return' })
  declare detach: boolean

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(training: TrainingService, worker: QueueWorker) {
    await answer(this, async (signal) => {
      const input = this.#input()
      const { experiment, runIds } = await training.launch(input, commandActor())
      const experimentId = Number(experiment.experimentId)
      if (this.detach) return queued(experimentId, runIds)
      await worker.start('command')
      try {
        const { episodes } = experiment.parameters.training
        const reports = await waitForRuns(runIds, episodes, training, commandActor(), signal)
        return trained(experimentId, reports)
      } finally {
        await worker.stop()
      }
    })
  }

  #input(): LaunchInput {
    if (!this.dataset?.length) {
      const remedy = 'Give --dataset=ID or --dataset=SYMBOL; `node ace data:list` lists them.'
      throw new InvalidParameter('dataset', 'dataset is missing.', remedy)
    }
    return {
      datasets: this.dataset,
      preset: this.preset,
      set: {
        ...assignments(this.set),
        ...(this.episodes === undefined ? {} : { 'training.episodes': this.episodes }),
        ...(this.engine === undefined ? {} : { 'training.engine': this.engine }),
      },
      seeds: seedsOf(this.seed, this.seeds),
    }
  }
}

function queued(experimentId: number, runIds: readonly number[]): Answer {
  const runs = runIds.map((runId) => ({ run_id: runId, status: 'queued' }))
  return {
    json: { experiment_id: experimentId, runs },
    lines: [`Experiment ${experimentId} is queued: runs ${runIds.join(', ')}.`],
  }
}

function trained(experimentId: number, reports: readonly RunReport[]): Answer {
  const lines = reports.map((report) => {
    const rate = Math.round(report.env_steps_per_second ?? 0).toLocaleString('en')
    const sharpe = report.validation === null ? '–' : report.validation.toFixed(2)
    const end = report.error === null ? '' : ` ${report.error.code}: ${report.error.message}`
    return `Run ${report.run_id}, seed ${report.seed}: ${report.status}, ${report.episodes} episodes, ${rate} steps/s, best validation Sharpe ${sharpe}.${end}`
  })
  return {
    json: { experiment_id: experimentId, runs: reports },
    lines: [`Experiment ${experimentId}`, ...lines],
    ...(reports.every(({ status }) => status === 'completed') ? {} : { exit: 1 }),
  }
}

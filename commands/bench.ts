import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import QueueWorker from '#jobs/queue_worker'
import { environmentSuite } from '#services/bench/environment_suite'
import { evaluationSuite } from '#services/bench/evaluation_suite'
import { featuresSuite } from '#services/bench/features_suite'
import type { Figures, Measuring } from '#services/bench/figure'
import { learnerSuite } from '#services/bench/learner_suite'
import { machine, stolenSeconds } from '#services/bench/machine'
import { pairedRatios } from '#services/bench/peers'
import { trainingSuite } from '#services/bench/training_suite'
import DatasetService from '#services/dataset_service'
import TrainingService from '#services/training_service'
import { commandActor } from './_actor.js'
import { answer } from './_answer.js'

const SUITES = ['learner', 'environment', 'features', 'evaluation', 'training'] as const
type Suite = (typeof SUITES)[number]

export default class Bench extends BaseCommand {
  static commandName = 'bench'
  static description = 'Measure this machine: learner, environment, features, evaluation, training'
  static options: CommandOptions = { startApp: true }

  @args.spread({ description: `Of ${SUITES.join(', ')}; none: all`, required: false })
  declare suites?: string[]

  @flags.string({ description: 'Repeats of each figure', default: '5' })
  declare repeats: string

  @flags.boolean({ description: 'Measure little: to see that it runs' })
  declare quick: boolean

  @flags.string({ description: 'A Python that has the peers: runs them in turn with ours' })
  declare peers?: string

  @flags.string({ description: 'Pairs of ours and a peer’s', default: '5' })
  declare pairs: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(worker: QueueWorker, training: TrainingService, datasets: DatasetService) {
    await answer(this, async () => {
      const suites = this.#suites()
      const measuring = { repeats: countOf('repeats', this.repeats), quick: this.quick }
      const pairs = countOf('pairs', this.pairs)
      const stolen = stolenSeconds()
      const on = machine()
      const needsQueue = suites.includes('training')
      if (needsQueue) await worker.start('command', 1)
      try {
        const measure = await this.#measures(training, datasets, needsQueue)
        const figures: Record<string, Figures> = {}
        const ratios: Record<string, Figures> = {}
        for (const suite of suites) {
          process.stderr.write(`${suite} …\n`)
          figures[suite] = await measure[suite](measuring)
          if (!this.peers) continue
          const folder = this.app.makePath('../shared/peers')
          const paired = await pairedRatios(suite, pairs, this.peers, folder, measure[suite])
          if (paired === null) process.stderr.write(`The peers are not beside the project.\n`)
          else ratios[suite] = paired
        }
        const about = { ...on, stolenSeconds: stolenSeconds() - stolen }
        return {
          json: { ...figures, ...(this.peers ? { ratios } : {}), machine: about },
          lines: [...linesOf(figures), ...linesOf(ratios), '', JSON.stringify(about)],
        }
      } finally {
        if (needsQueue) await worker.stop()
      }
    })
  }

  #suites(): Suite[] {
    const given = this.suites?.length ? this.suites : [...SUITES]
    const unknown = given.find((suite) => !SUITES.includes(suite as Suite))
    if (unknown === undefined) return given as Suite[]
    throw new InvalidParameter(
      'suite',
      `suite is "${unknown}", but must be one of ${SUITES.join(', ')}.`,
      'Name none to run all.'
    )
  }

  async #measures(
    training: TrainingService,
    datasets: DatasetService,
    needsQueue: boolean
  ): Promise<Record<Suite, (measuring: Measuring) => Promise<Figures>>> {
    const actor = commandActor()
    let datasetId = 0
    if (needsQueue) {
      const sample = { symbol: 'AAPL', source: 'sample', interval: '1d', from: null, to: null }
      const { dataset } = await datasets.fetch({ ...sample, repair: false }, actor)
      datasetId = Number(dataset.datasetId)
    }
    return {
      learner: learnerSuite,
      environment: environmentSuite,
      features: featuresSuite,
      evaluation: evaluationSuite,
      training: (measuring) => trainingSuite(measuring, { training, datasetId, actor }),
    }
  }
}

function countOf(name: string, given: string): number {
  const count = Number(given)
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count
  const message = `--${name} is "${given}", but must be an integer from 1 to 1000.`
  throw new InvalidParameter(name, message, 'The default is 5.')
}

/** `name  median (min to max) unit`. */
function linesOf(suites: Readonly<Record<string, Figures>>): string[] {
  const number = (value: number) =>
    value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 })
  return Object.entries(suites).flatMap(([suite, figures]) => [
    '',
    suite,
    ...Object.entries(figures).map(
      ([name, { median, min, max, unit }]) =>
        `  ${name.padEnd(44)} ${number(median).padStart(12)} ${unit}  (${number(min)} to ${number(max)})`
    ),
  ])
}

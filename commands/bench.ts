import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import { withBenchDataset } from '#services/bench/bench_dataset'
import { machine, stolenSeconds } from '#services/bench/machine'
import { runBench, type BenchOptions, type Measured } from '#services/bench/run_bench'
import { SUITES, type SuiteName } from '#services/bench/suites'
import DatasetService from '#services/dataset_service'
import TrainingService from '#services/training_service'
import TuningService from '#services/tuning_service'
import { commandActor } from './_actor.js'
import { answer, type Answer } from './_answer.js'
import { figureLines } from './_figure_lines.js'

/** Fewer pairs than this say little on a machine that others use too. */
const LEAST_PAIRS = 5
/** Episodes of the database that pages are measured on: few ones to see that it runs. */
const QUICK_EPISODES = 500
const MOST_EPISODES = 1_000_000

export default class Bench extends BaseCommand {
  static commandName = 'bench'
  static description = `Measure this machine: ${SUITES.join(', ')}`
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

  @flags.string({ description: 'Episodes in the database of the suite pages', default: '50000' })
  declare size: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(training: TrainingService, tuning: TuningService, datasets: DatasetService) {
    await answer(this, async (signal) => {
      const { default: env } = await import('#start/env')
      const options = this.#options(signal, env.get('DATABASE_URL'))
      const stolen = stolenSeconds()
      const on = machine()
      const actor = commandActor()
      const pages = { episodes: this.#episodes(), signal, tell: options.tell }
      const samplers = { python: this.peers ?? null, signal }
      const work = (datasetId: number | null) => {
        const on = datasetId === null ? null : { training, tuning, datasetId, actor }
        return runBench(options, { training: on, tuning: on, pages, samplers })
      }
      const isTraining = options.suites.some((suite) => suite === 'training' || suite === 'tuning')
      const measured = isTraining ? await withBenchDataset(datasets, actor, work) : await work(null)
      return report(measured, { ...on, stolenSeconds: stolenSeconds() - stolen })
    })
  }

  #options(signal: AbortSignal, database: string): BenchOptions {
    const { quick, peers } = this
    return {
      suites: suitesOf(this.suites ?? []),
      repeats: countOf('repeats', this.repeats, 1),
      pairs: countOf('pairs', this.pairs, quick ? 1 : LEAST_PAIRS),
      quick,
      database,
      peers: peers === undefined ? null : { python: peers, folder: this.#peersFolder() },
      signal,
      tell: (line) => void process.stderr.write(`${line}\n`),
    }
  }

  #episodes(): number {
    return this.quick ? QUICK_EPISODES : countOf('size', this.size, QUICK_EPISODES, MOST_EPISODES)
  }

  #peersFolder(): string {
    return this.app.makePath('../shared/peers')
  }
}

function report({ figures, ratios, peers, failed }: Measured, about: object): Answer {
  const isCompared = Object.keys(ratios).length > 0 || failed.length > 0
  return {
    json: { ...figures, ...(isCompared ? { ratios, peers, failed } : {}), machine: about },
    lines: [
      ...figureLines(figures),
      ...figureLines(ratios, 'ours over the peer’s'),
      ...figureLines(peers, 'the peers’ own'),
      '',
      JSON.stringify(about),
    ],
    ...(failed.length > 0 ? { exit: 1 } : {}),
  }
}

function suitesOf(given: readonly string[]): readonly SuiteName[] {
  const unknown = given.find((suite) => !SUITES.includes(suite as SuiteName))
  if (unknown === undefined) return given.length > 0 ? (given as SuiteName[]) : SUITES
  const message = `suite is ${JSON.stringify(unknown)}, but must be one of ${SUITES.join(', ')}.`
  throw new InvalidParameter('suite', message, 'Name none to run all.')
}

function countOf(name: string, given: string, least: number, most = 1000): number {
  const count = given.trim() === '' ? NaN : Number(given)
  if (Number.isInteger(count) && count >= least && count <= most) return count
  const message = `--${name} is ${JSON.stringify(given)}, but must be an integer from ${least} to ${most}.`
  throw new InvalidParameter(name, message, 'Leave it out for the default.')
}

import { BaseCommand, flags } from '@adonisjs/core/ace'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { complain } from '#exceptions/complaint'
import type { RunDataset } from '#core/agent/run_contract'
import { answerLine, type EnvironmentResponse } from '#core/environment/environment_protocol'
import type { Environment as TradedEnvironment } from '#core/environment/environment'
import { InvalidParameter } from '#core/errors'
import { sampleRunDataset, trainingEnvironment } from '#services/environment_session'
import { assignments } from './_assignments.js'

/** Boots the application only to read stored datasets: the sample needs no database. */
export default class Environment extends BaseCommand {
  static commandName = 'environment'
  static description = 'Serve one TradingEnvironment as JSON lines on standard input and output'
  static help = [
    'Send {"spaces":true}, {"reset":{"seed":1}}, {"step":0} or {"close":true}, one a line.',
    'It plays the training range of the data, as a run does, and ends with the input.',
  ]

  @flags.array({ description: 'Dataset ids or symbols; the AAPL sample without' })
  declare dataset?: string[]

  @flags.array({ description: 'A parameter, as in environment.levels=-1,0,1' })
  declare set?: string[]

  @flags.string({ description: 'Seed of the episodes until a reset brings one', default: '1' })
  declare seed: string

  @flags.boolean({ description: 'As every command; the answers are JSON in any case' })
  declare json: boolean

  async run() {
    try {
      const seed = seedOf(this.seed)
      const set = assignments(this.set)
      const datasets = this.dataset?.length
        ? await this.#stored(this.dataset)
        : [await sampleRunDataset()]
      this.exitCode = await serve(trainingEnvironment(datasets, set, seed))
    } catch (error) {
      this.exitCode = complain(error, true)
    }
  }

  async #stored(references: readonly string[]): Promise<RunDataset[]> {
    await this.app.boot()
    const { default: DatasetService } = await import('#services/dataset_service')
    const service = await this.app.container.make(DatasetService)
    const datasets: RunDataset[] = []
    for (const reference of references) {
      const { datasetId, sha256 } = await service.find(reference)
      datasets.push({ ...(await service.load(Number(datasetId))), sha256 })
    }
    return datasets
  }
}

function seedOf(given: string): number {
  const seed = /^\d+$/.test(given) ? Number(given) : NaN
  if (seed < 2 ** 32) return seed
  const message = `seed is ${JSON.stringify(given)}, but must be an integer from 0 to 4294967295.`
  throw new InvalidParameter('seed', message, 'The default is 1.')
}

/** Answers line by line until the input ends, is closed or a signal comes; gives the exit code. */
async function serve(environment: TradedEnvironment): Promise<number> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })
  let exit = 0
  const stop = (code: number) => () => {
    exit = code
    lines.close()
  }
  const interrupted = stop(130)
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  // whoever read the answers is gone
  process.stdout.once('error', stop(1))
  for await (const line of lines) {
    if (line.trim() === '') continue
    const response = answerLine(environment, line)
    if (!process.stdout.write(`${JSON.stringify(response)}\n`)) await once(process.stdout, 'drain')
    if (isClosed(response)) break
  }
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
  process.stdin.destroy()
  return exit
}

function isClosed(response: EnvironmentResponse): boolean {
  return 'closed' in response
}

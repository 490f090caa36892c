import { inject } from '@adonisjs/core'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import SeedDatabase, { type Seeded } from '#services/bench/seed/seed_database'
import { commandActor } from './_actor.js'
import { answer } from './_answer.js'

const MOST_ROWS = 100_000_000

export default class BenchSeed extends BaseCommand {
  static commandName = 'bench:seed'
  static description = 'Fill the database with made-up records, to measure pages on many of them'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Training runs', default: '2000' })
  declare runs: string

  @flags.string({ description: 'Episodes of all runs together', default: '50000' })
  declare episodes: string

  @flags.string({ description: 'Recorded steps of all episodes together', default: '5000000' })
  declare steps: string

  @flags.string({
    description: 'Trials of a study, and a small one beside it; 0: none',
    default: '0',
  })
  declare trials: string

  @flags.string({ description: 'What the records are drawn from', default: '1' })
  declare seed: string

  @flags.boolean({ description: 'Add to a database that has runs already' })
  declare add: boolean

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(database: SeedDatabase) {
    await answer(this, async (signal) => {
      const size = {
        runs: countOf('runs', this.runs),
        episodes: countOf('episodes', this.episodes),
        steps: countOf('steps', this.steps),
        trials: countOf('trials', this.trials, 0),
      }
      const seed = countOf('seed', this.seed)
      const tell = (line: string) => void process.stderr.write(`${line}\n`)
      const { add } = this
      const seeded = await database.fill({ size, seed, add, signal, tell }, commandActor())
      return { json: { ...seeded }, lines: linesOf(seeded) }
    })
  }
}

function linesOf({ seconds, ...counts }: Seeded): string[] {
  const lines = Object.entries(counts).map(([name, count]) => `${name.padEnd(12)} ${count}`)
  return [...lines, `${'seconds'.padEnd(12)} ${seconds.toFixed(1)}`]
}

function countOf(name: string, given: string, least = 1): number {
  const count = given.trim() === '' ? NaN : Number(given)
  if (Number.isInteger(count) && count >= least && count <= MOST_ROWS) return count
  const message = `--${name} is ${JSON.stringify(given)}, but must be an integer from ${least} to ${MOST_ROWS}.`
  throw new InvalidParameter(name, message, 'Give a whole number.')
}

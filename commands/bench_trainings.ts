import { args, BaseCommand } from '@adonisjs/core/ace'
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { CELLS, TRAINING_SEEDS } from '#services/bench/samplers/recorded_space'
import { recordOf, sampleBars, trainCell } from '#services/bench/samplers/recorded_trainings'

export default class BenchTrainings extends BaseCommand {
  static commandName = 'bench:trainings'
  static description =
    'Train every configuration of the study that `bench samplers` replays: 8,000 trainings'

  @args.string({
    description: 'The record; until it is complete FILE.part grows, and is gone on with',
  })
  declare file: string

  async run() {
    const part = `${this.file}.part`
    const rows = existsSync(part) ? readFileSync(part, 'utf8').trim().split('\n') : []
    const dataset = await sampleBars()
    for (let cell = rows.length; cell < CELLS; cell++) {
      rows.push(JSON.stringify(TRAINING_SEEDS.map((seed) => trainCell(cell, seed, dataset))))
      appendFileSync(part, `${rows[cell]}\n`)
    }
    const returns = rows.map((row) => JSON.parse(row) as number[])
    writeFileSync(this.file, `${JSON.stringify(recordOf(returns))}\n`)
    rmSync(part)
  }
}

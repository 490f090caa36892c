import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { samplerFor } from '#core/tuning/samplers/sampler_for'
import { valuesFound } from '#services/bench/samplers/best_found'
import { optunaValues } from '#services/bench/samplers/optuna_study'
import { plantedStudy } from '#services/bench/samplers/planted_study'
import { recordOfStudies, type RecordedStudy } from '#services/bench/samplers/recorded_studies'
import { SEEDS, STARTUP } from '#services/bench/samplers/samplers_suite'

export default class BenchStudies extends BaseCommand {
  static commandName = 'bench:studies'
  static description =
    'Run the studies of a planted market that `bench samplers` reports: 60 of 50 trials'

  @args.string({
    description: 'The record; until it is complete FILE.part grows, and is gone on with',
  })
  declare file: string

  @flags.string({ description: 'A Python that has Optuna', required: true })
  declare peers: string

  async run() {
    const part = `${this.file}.part`
    const lines = existsSync(part) ? readFileSync(part, 'utf8').trim().split('\n') : []
    const studies = lines.map((line) => JSON.parse(line) as RecordedStudy)
    for (let seed = 0; seed < SEEDS; seed++) {
      const problem = plantedStudy()
      for (const sampler of ['random', 'tpe', 'optuna'] as const) {
        if (studies.some((each) => each.sampler === sampler && each.seed === seed)) continue
        const values =
          sampler === 'optuna'
            ? await optunaValues(this.peers, problem, seed)
            : valuesFound(samplerFor(sampler, problem.space, seed, STARTUP), problem)
        studies.push({ sampler, seed, values })
        appendFileSync(part, `${JSON.stringify(studies.at(-1))}\n`)
      }
    }
    writeFileSync(this.file, `${JSON.stringify(recordOfStudies(studies))}\n`)
    rmSync(part)
  }
}

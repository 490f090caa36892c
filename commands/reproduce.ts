import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { TrainingPool } from '#compute/training_pool'
import Reproduction from '#services/reruns/reproduction'
import { RunNotFound } from '#services/training/training_errors'
import { answer } from './_answer.js'

export default class Reproduce extends BaseCommand {
  static commandName = 'reproduce'
  static description = 'Train a completed run again and compare its weights, bit for bit'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'The run' })
  declare run_id: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(reproduction: Reproduction) {
    await answer(this, async (signal) => {
      const runId = Number(this.run_id)
      if (!Number.isInteger(runId) || runId < 1) throw new RunNotFound(this.run_id)
      const pool = new TrainingPool(1)
      try {
        let shown = 0
        const progress = (episode: number, episodes: number) => {
          if (performance.now() - shown < 10_000) return
          shown = performance.now()
          process.stderr.write(`${episode} of ${episodes} episodes\n`)
        }
        const { identical, expected, weightsSha256, seconds } = await reproduction.reproduce(
          runId,
          { pool, progress, signal }
        )
        const word = identical ? 'identical' : 'DIFFERENT'
        return {
          json: { run_id: runId, identical, weights_sha256: weightsSha256, expected, seconds },
          lines: [
            `Run ${runId}: weights are ${word}.`,
            `stored ${expected}`,
            `now    ${weightsSha256}`,
          ],
          ...(identical ? {} : { exit: 1 }),
        }
      } finally {
        await pool.close()
      }
    })
  }
}

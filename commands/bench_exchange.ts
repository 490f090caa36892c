import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { once } from 'node:events'
import { LiveHub } from '#live/live_hub'
import { exchangeLoop } from '#services/bench/exchange_loop'
import { deleteBenchStudy, storeBenchStudy } from '#services/bench/tuning_study'

const WARM_UP_TRIALS = 20

export default class BenchExchange extends BaseCommand {
  static commandName = 'bench:exchange'
  static description =
    'One worker of the study that `bench tuning` measures; begins at a line of input'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Id of the study' })
  declare study: string

  @flags.string({ description: 'How long an episode takes', default: '0' })
  declare milliseconds: string

  @inject()
  async run(hub: LiveHub) {
    await this.#warmUp(hub)
    process.stdout.write('ready\n')
    await once(process.stdin, 'data')
    process.stdin.pause()
    const counted = await exchangeLoop(Number(this.study), Number(this.milliseconds), hub)
    process.stdout.write(`${JSON.stringify(counted)}\n`)
  }

  /** Opens connections, plans statements and compiles, as the peers do before they are measured. */
  async #warmUp(hub: LiveHub): Promise<void> {
    const studyId = await storeBenchStudy(WARM_UP_TRIALS)
    await exchangeLoop(studyId, 0, hub)
    await deleteBenchStudy(studyId)
  }
}

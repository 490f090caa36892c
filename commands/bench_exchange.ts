import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { once } from 'node:events'
import { exchangeLoop } from '#services/bench/exchange_loop'

export default class BenchExchange extends BaseCommand {
  static commandName = 'bench:exchange'
  static description =
    'One worker of the study that `bench tuning` measures; begins at a line of input'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Id of the study' })
  declare study: string

  @flags.string({ description: 'How long an episode takes', default: '0' })
  declare milliseconds: string

  async run() {
    process.stdout.write('ready\n')
    await once(process.stdin, 'data')
    process.stdin.pause()
    const counted = await exchangeLoop(Number(this.study), Number(this.milliseconds))
    process.stdout.write(`${JSON.stringify(counted)}\n`)
  }
}

import { inject } from '@adonisjs/core'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import QueueWorker from '#jobs/queue_worker'
import { answer } from './_answer.js'

const MOST_THREADS = 256

export default class Worker extends BaseCommand {
  static commandName = 'worker'
  static description = 'Join the queues: train what is launched elsewhere, until stopped'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Runs at a time; default: one a core' })
  declare concurrency?: string

  @flags.boolean({ description: 'One JSON object on standard output at the end' })
  declare json: boolean

  @inject()
  async run(worker: QueueWorker) {
    await answer(this, async (signal) => {
      await worker.start('worker', threadsOf(this.concurrency))
      process.stderr.write('Working the queues. Ctrl+C stops behind a checkpoint.\n')
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      await worker.stop()
      return { json: { stopped: true }, lines: ['Stopped. Runs in hand go on elsewhere.'], exit: 0 }
    })
  }
}

function threadsOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const threads = Number(given)
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return threads
  throw new InvalidParameter(
    'concurrency',
    `--concurrency is "${given}", but must be an integer from 1 to ${MOST_THREADS}.`,
    'Leave it out to train one run a core.'
  )
}

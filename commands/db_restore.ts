import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { InvalidParameter } from '#core/errors'
import { restoreBackup } from '#services/backup/restore_backup'
import { sendRestoredJobs } from '#services/backup/restored_jobs'
import { Queue } from '#services/queue'
import { answer } from './_answer.js'

export default class DbRestore extends BaseCommand {
  static commandName = 'db:restore'
  static description = 'Put a backup in place of everything that is stored; stop the service first'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'A file that db:backup wrote' })
  declare file: string

  @flags.boolean({ description: 'Also when the database holds people or datasets: they are lost' })
  declare replace: boolean

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(queue: Queue) {
    await answer(this, async () => {
      const file = resolve(this.file)
      if (!existsSync(file)) {
        const message = `file is ${file}, but there is no such file.`
        throw new InvalidParameter('file', message, 'Give a file that db:backup wrote.')
      }
      const { default: env } = await import('#start/env')
      const restored = await restoreBackup(env.get('DATABASE_URL'), file, this.replace)
      const jobs = await sendRestoredJobs(queue)
      const { tables, rows, createdAt } = restored
      return {
        json: { file, tables, rows, created_at: createdAt, jobs },
        lines: [
          `Restored ${rows.toLocaleString('en')} rows of ${tables} tables, as they were at ${createdAt}.`,
          `${jobs} runs and evaluations wait for a worker.`,
        ],
      }
    })
  }
}

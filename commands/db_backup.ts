import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { InvalidParameter } from '#core/errors'
import { writeBackup } from '#services/backup/write_backup'
import { answer } from './_answer.js'

export default class DbBackup extends BaseCommand {
  static commandName = 'db:backup'
  static description = 'Write everything that is stored into one file, while the service goes on'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'The file; it must not be there yet' })
  declare file: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  async run() {
    await answer(this, async () => {
      const file = resolve(this.file)
      refuseFile(file)
      const { default: env } = await import('#start/env')
      const { storedWhere } = await import('#services/system/stored_where')
      const where = storedWhere()
      const written = await writeBackup(env.get('DATABASE_URL'), where, file)
      const { tables, rows, bytes } = written
      const megabytes = (bytes / 1e6).toFixed(1)
      return {
        json: { file, tables, rows, bytes },
        lines: [
          `${file}: ${rows.toLocaleString('en')} rows of ${tables} tables, ${megabytes} MB, of ${where}.`,
        ],
      }
    })
  }
}

function refuseFile(file: string): void {
  if (existsSync(file)) {
    const remedy = 'Give the name of a file that is not there, as with the date in it.'
    throw new InvalidParameter('file', `${file} is there already and is not overwritten.`, remedy)
  }
  if (existsSync(dirname(file))) return
  const message = `file is ${file}, but there is no folder ${dirname(file)}.`
  throw new InvalidParameter('file', message, 'Make the folder, or give another one.')
}

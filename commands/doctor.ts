import { BaseCommand, flags } from '@adonisjs/core/ace'
import { doctorChecks } from '#services/doctor/checks'
import { examine, type CheckResult } from '#services/doctor/examine'
import { dataFolderOf } from '#start/prepare'
import { answer } from './_answer.js'

const MARKS = { ok: 'ok', warning: 'WARNING', failed: 'FAILED' }

export default class Doctor extends BaseCommand {
  static commandName = 'doctor'
  static description = 'Check what this software needs, and say what to do'

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  /** Boots the application itself, so that one that cannot boot is a finding. */
  async run() {
    await answer(this, async () => {
      const checks = doctorChecks(dataFolderOf(this.app))
      const results = await examine(checks, () => this.app.boot())
      if (results.some(({ status }) => status === 'failed')) this.exitCode = 1
      return { json: { checks: results }, lines: results.flatMap(linesOf) }
    })
  }
}

function linesOf({ check, status, detail, remedy }: CheckResult): string[] {
  const line = `${MARKS[status].padEnd(8)} ${check.padEnd(12)} ${detail}`
  return remedy === null ? [line] : [line, `${' '.repeat(22)}${remedy}`]
}

import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { createSetupLink, NothingServed, SetupRefused } from '#services/people/setup'
import { servedAddress } from '#services/settings/served_address'
import { answer } from './_answer.js'

export default class SetupLink extends BaseCommand {
  static commandName = 'setup:link'
  static description = 'Print a one-time link that makes the first administrator'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  async run() {
    await answer(this, async () => {
      const address = await servedAddress()
      if (address === null) {
        const { storedWhere } = await import('#services/system/stored_where')
        throw new NothingServed(storedWhere())
      }
      const path = await createSetupLink()
      if (path === null) throw new SetupRefused('owned')
      const url = `${address}${path}`
      return { json: { url }, lines: [url, 'It opens once, within 30 minutes.'] }
    })
  }
}

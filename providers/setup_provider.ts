import type { ApplicationService } from '@adonisjs/core/types'

/** Tells, once the server answers, where it is and how its first administrator is made. */
export default class SetupProvider {
  constructor(protected app: ApplicationService) {}

  async ready(): Promise<void> {
    if (this.app.getEnvironment() !== 'web') return
    const { createSetupLink } = await import('#services/people/setup')
    const { default: env } = await import('#start/env')
    const { keepServedAddress } = await import('#services/settings/served_address')
    const address = env.get('APP_URL')
    await keepServedAddress(address)
    const path = await createSetupLink()
    process.stdout.write(`Serving on ${address}\n`)
    if (path === null) return
    process.stdout.write(`First sign-in, within 30 minutes: ${address}${path}\n`)
  }
}

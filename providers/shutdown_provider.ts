import type { ApplicationService } from '@adonisjs/core/types'

/** How long requests in progress may take once the server stops. */
const GRACE_MILLISECONDS = 5000

/** Ends the requests that would keep a stopping server from ending: it is gone within 10 s. */
export default class ShutdownProvider {
  constructor(protected app: ApplicationService) {}

  async ready(): Promise<void> {
    if (this.app.getEnvironment() !== 'web') return
    const server = await this.app.container.make('server')
    this.app.terminating(() => {
      setTimeout(() => server.getNodeServer()?.closeAllConnections(), GRACE_MILLISECONDS).unref()
    })
  }
}

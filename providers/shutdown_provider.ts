import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ApplicationService } from '@adonisjs/core/types'

/** How long requests in progress may take once the server stops. */
const GRACE_MILLISECONDS = 5000
const QUIET_TURN_MILLISECONDS = 0.2
const MOST_TURNS = 2000

/**
 * The kernel takes connections before the server does, and cuts those that it still holds when the server
 * stops listening: a proxy must not send a form of theirs again. Right after a short turn of the event
 * loop, which has taken all, it holds none.
 */
async function untilNoneWaits(): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const begun = performance.now()
    await nextTurn()
    if (performance.now() - begun < QUIET_TURN_MILLISECONDS) return
  }
}

/**
 * Lets a stopping server answer what it was asked, and ends the requests that would keep it from ending:
 * it is gone within 10 s.
 */
export default class ShutdownProvider {
  constructor(protected app: ApplicationService) {}

  async ready(): Promise<void> {
    if (this.app.getEnvironment() !== 'web') return
    const server = await this.app.container.make('server')
    // of what is registered the last runs first: the server stops listening right after this
    this.app.terminating(async () => {
      setTimeout(() => server.getNodeServer()?.closeAllConnections(), GRACE_MILLISECONDS).unref()
      await untilNoneWaits()
    })
  }
}

import { once } from 'node:events'
import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Visitor } from '#services/bench/pages/visitor'
import env from '#start/env'

/** One open live page: all that it was sent so far. */
export interface LivePage {
  readonly request: ClientRequest
  text: string
}

/** Opens a stream of server-sent events as a browser would. */
export async function openPage(
  visitor: Visitor,
  path: string,
  lastEventId?: string
): Promise<LivePage> {
  const resumed = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
  const request = get(`${env.get('APP_URL')}${path}`, {
    headers: { ...visitor.headers, ...resumed },
    agent: false,
  })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const page: LivePage = { request, text: '' }
  request.on('error', () => undefined) // closed by the test
  response.on('error', () => undefined)
  response.on('data', (chunk: Buffer) => (page.text += chunk.toString()))
  return page
}

/** Looks every 20 ms; gives up, so that a test that fails also ends. */
export async function until(isMet: () => boolean): Promise<void> {
  for (let looks = 0; !isMet(); looks++) {
    if (looks > 1000) throw new Error('The page was not told within some 20 s.')
    await sleep(20)
  }
}

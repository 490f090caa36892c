import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server does with one request. */
export type Reply = (request: IncomingMessage, response: ServerResponse) => void

/** A local stand-in for Yahoo that gives the replies in turn, the last one for ever. */
export class YahooServer {
  readonly url: string
  /** Path and query of each request. */
  readonly asked: string[] = []
  readonly #close: () => Promise<void>

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url
    this.#close = close
  }

  static async open(...replies: Reply[]): Promise<YahooServer> {
    const server = createServer((request, response) => {
      opened.asked.push(request.url ?? '')
      const reply = replies[Math.min(opened.asked.length, replies.length) - 1]
      reply(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    server.unref() // a test that failed before closing must not keep the process alive
    const { port } = server.address() as AddressInfo
    const opened = new YahooServer(`http://127.0.0.1:${port}`, async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    return opened
  }

  close(): Promise<void> {
    return this.#close()
  }
}

/** A reply with a body, as text or as JSON. */
export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {}
): Reply {
  const json = typeof body !== 'string'
  return (_request, response) => {
    response.writeHead(status, {
      'content-type': json ? 'application/json' : 'text/html',
      ...headers,
    })
    response.end(json ? JSON.stringify(body) : body)
  }
}

/** Never answers. */
export const hang: Reply = () => {}

/** Sends headers and half a body, then nothing more. */
export const hangInBody: Reply = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"chart":{"result":[')
}

/** Cuts the connection. */
export const cut: Reply = (request) => {
  request.socket.destroy()
}

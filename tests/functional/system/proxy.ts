import { once } from 'node:events'
import {
  createServer,
  request,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What may be sent twice without a change. */
const SAFE = ['GET', 'HEAD']

export interface Proxy {
  readonly url: string
  readonly close: () => void
}

/**
 * A reverse proxy as nginx is with `proxy_next_upstream error timeout`: what a server refuses goes to the
 * next one. So does what it cuts before answering, unless it may have changed something by then.
 */
export async function proxyTo(ports: readonly number[]): Promise<Proxy> {
  let turn = 0
  const server = createServer(async (incoming, answer) => {
    const order = ports.map((_, k) => ports[(turn + k) % ports.length]!)
    turn++
    const body = await buffer(incoming)
    for (const port of order) {
      const upstream = await ask(port, incoming, body).catch((error: NodeJS.ErrnoException) => {
        const isUntouched = error.code === 'ECONNREFUSED'
        return isUntouched || SAFE.includes(incoming.method ?? '') ? null : 'cut'
      })
      if (upstream === 'cut') break
      if (upstream !== null) return pass(upstream, answer)
    }
    answer.writeHead(502).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

function ask(port: number, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const { method, url: path } = incoming
  const headers = { ...incoming.headers, connection: 'close' }
  const options: RequestOptions = { host: '127.0.0.1', port, method, path, headers, agent: false }
  return new Promise((resolve, reject) => {
    request(options, resolve).on('error', reject).end(body)
  })
}

/** Either end that goes takes the other with it. */
function pass(upstream: IncomingMessage, answer: ServerResponse): void {
  const { connection: _, ...headers } = upstream.headers
  answer.writeHead(upstream.statusCode ?? 502, headers)
  answer.flushHeaders()
  upstream.on('error', () => answer.destroy())
  answer.on('close', () => upstream.destroy())
  upstream.pipe(answer)
}

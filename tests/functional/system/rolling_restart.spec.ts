import { test } from '@japa/runner'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, server as serverProcess, untilReady } from './processes.js'

/**
 * A reverse proxy as nginx is with `proxy_next_upstream error timeout`: what a server refuses or cuts
 * before answering goes to the next one.
 */
async function proxyTo(ports: readonly number[]): Promise<{ port: number; server: Server }> {
  let turn = 0
  const ask = (port: number, path: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, agent: false }, resolve).on('error', reject).end()
    })
  const server = createServer(async (incoming, answer) => {
    const order = ports.map((_, k) => ports[(turn + k) % ports.length])
    turn++
    for (const port of order) {
      const upstream = await ask(port, incoming.url ?? '/').catch(() => null)
      if (upstream === null) continue
      answer.writeHead(upstream.statusCode ?? 502, { 'content-type': 'text/plain' })
      upstream.pipe(answer)
      return
    }
    answer.writeHead(502).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, server }
}

test.group('Rolling restart', () => {
  test('two servers on one database, restarted one after the other, fail no request', async ({
    assert,
    cleanup,
  }) => {
    const ports = [await freePort(), await freePort()]
    const start = async (port: number) => {
      const child = serverProcess({ PORT: String(port), WORK_QUEUES: 'false' })
      await untilReady(child, port)
      return child
    }
    const servers = await Promise.all(ports.map(start))
    const proxy = await proxyTo(ports)
    cleanup(() => {
      proxy.server.close()
      for (const child of servers) child.kill('SIGKILL')
    })
    const statuses = new Map<number, number>()
    let isOver = false
    const visit = async (): Promise<void> => {
      while (!isOver) {
        const { status } = await fetch(`http://127.0.0.1:${proxy.port}/sign-in`)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        await sleep(5)
      }
    }
    const visitors = Array.from({ length: 4 }, visit)
    await sleep(500)
    for (const [k, port] of ports.entries()) {
      servers[k].kill('SIGTERM')
      const [code] = await once(servers[k], 'close')
      assert.equal(code, 0)
      servers[k] = await start(port)
      await sleep(500)
    }
    isOver = true
    await Promise.all(visitors)
    assert.deepEqual([...statuses.keys()], [200])
    assert.isAbove(statuses.get(200) ?? 0, 100)
  }).timeout(120_000)
})

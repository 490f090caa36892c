import env from '#start/env'
import { test } from '@japa/runner'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { newFolder, serverOf } from '#tests/functional/postgres/places'
import { endOf, freePort, server, untilReady } from './processes.js'

test.group('Server process', () => {
  test('two that start together on an empty folder share key, database and schema', async ({
    assert,
    cleanup,
  }) => {
    const folder = newFolder(cleanup)
    const ports = [await freePort(), await freePort()]
    const children = ports.map((port) =>
      server({ DATA_DIR: folder, PORT: String(port), APP_KEY: undefined, DATABASE_URL: undefined })
    )
    cleanup(() => children.forEach((child) => child.kill('SIGKILL')))
    const ends = children.map(endOf)
    await Promise.all(children.map((child, i) => untilReady(child, ports[i])))
    const key = join(folder, 'app_key')
    assert.equal(statSync(key).mode & 0o777, 0o600)
    assert.isAtLeast(readFileSync(key, 'utf8').length, 32)
    children[0].kill('SIGTERM')
    assert.equal((await ends[0]).code, 0)
    assert.isNotNull(serverOf(join(folder, 'postgres')))
    children[1].kill('SIGINT')
    assert.equal((await ends[1]).code, 0)
    assert.isNull(serverOf(join(folder, 'postgres')))
  })

  test('a request that never ends does not keep it from stopping', async ({ assert, cleanup }) => {
    const port = await freePort()
    const child = server({ PORT: String(port) })
    cleanup(() => void child.kill('SIGKILL'))
    const end = endOf(child)
    await untilReady(child, port)
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    const type = 'Content-Type: application/x-www-form-urlencoded'
    socket.write(`POST /sign-in HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: 10\r\n\r\nhalf`)
    socket.on('error', () => undefined)
    await fetch(`http://127.0.0.1:${port}/api/v1/health`)
    child.kill('SIGTERM')
    assert.equal((await end).code, 0)
  })

  test('a set DATABASE_URL is used, and no server of its own is started', async ({
    assert,
    cleanup,
  }) => {
    const folder = newFolder(cleanup)
    const port = await freePort()
    const url = env.get('DATABASE_URL')
    const child = server({ DATA_DIR: folder, PORT: String(port), DATABASE_URL: url })
    cleanup(() => void child.kill('SIGKILL'))
    const end = endOf(child)
    await untilReady(child, port)
    assert.isFalse(existsSync(join(folder, 'postgres')))
    child.kill('SIGTERM')
    assert.equal((await end).code, 0)
  })

  test('a database that cannot be reached is named, without its password', async ({ assert }) => {
    const port = await freePort()
    const url = `postgres://ann:secret@127.0.0.1:${port}/trading`
    const { code, stderr } = await endOf(server({ DATABASE_URL: url }))
    assert.equal(code, 1)
    assert.include(stderr, `PostgreSQL at 127.0.0.1:${port}/trading does not let ann in`)
    assert.include(stderr, 'Check DATABASE_URL')
    assert.notInclude(stderr, 'secret')
  })

  test('a port that is taken is named', async ({ assert, cleanup }) => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    cleanup(() => void other.close())
    const { port } = other.address() as { port: number }
    const { code, stderr } = await endOf(server({ PORT: String(port) }))
    assert.equal(code, 1)
    assert.include(stderr, `127.0.0.1:${port}`)
    assert.include(stderr, 'Set PORT to a free one')
  })
})

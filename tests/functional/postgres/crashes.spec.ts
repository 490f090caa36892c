import { test } from '@japa/runner'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { acquirePostgres } from '#integrations/embedded_postgres/embedded_postgres'
import { hold } from './hold.js'
import { dataOf, newFolder, serverOf } from './places.js'

test.group('Embedded PostgreSQL: crashes', () => {
  test('a killed server is started again at its address', async ({ assert, cleanup }) => {
    const folder = newFolder(cleanup)
    const lease = await acquirePostgres({ folder, durable: false })
    const killed = serverOf(folder)!
    assert.isFalse(await lease.revive())
    process.kill(killed.pid, 'SIGKILL')
    while (serverOf(folder)) await new Promise((resolve) => setImmediate(resolve))
    assert.isTrue(await lease.revive())
    assert.equal(serverOf(folder)?.port, killed.port)
    assert.notEqual(serverOf(folder)?.pid, killed.pid)
    await lease.release()
  })

  test("a process id in postmaster.pid that is now another program's is not the server", async ({
    assert,
    cleanup,
  }) => {
    const folder = newFolder(cleanup)
    await (await hold(folder)).leave()
    const stranger = spawn('sleep', ['60'])
    cleanup(() => void stranger.kill())
    const note = `${stranger.pid}\n${dataOf(folder)}\n1700000000\n5999\n\n127.0.0.1\n\nready   \n`
    writeFileSync(join(dataOf(folder), 'postmaster.pid'), note)
    assert.isNull(serverOf(folder))
    const holder = await hold(folder)
    assert.notEqual(serverOf(folder)?.pid, stranger.pid)
    await holder.leave()
    assert.isNull(stranger.exitCode)
    assert.isNull(stranger.signalCode)
  })

  test('a copy of a folder in use has a server of its own', async ({ assert, cleanup }) => {
    const folder = newFolder(cleanup)
    const copy = newFolder(cleanup)
    await (await hold(folder)).leave()
    const holder = await hold(folder)
    cpSync(join(dataOf(folder), 'postmaster.pid'), join(copy, 'postmaster.pid'))
    mkdirSync(dataOf(copy), { recursive: true })
    cpSync(join(copy, 'postmaster.pid'), join(dataOf(copy), 'postmaster.pid'))
    assert.isNotNull(serverOf(folder))
    assert.isNull(serverOf(copy))
    await holder.leave()
  })

  test('a cluster whose making was cut short is made anew', async ({ assert, cleanup }) => {
    const folder = newFolder(cleanup)
    const draft = `${dataOf(folder)}.draft-1`
    mkdirSync(draft, { recursive: true })
    writeFileSync(join(draft, 'PG_VERSION'), '18\n')
    const holder = await hold(folder)
    assert.isDefined(holder.said.url)
    assert.notInclude(readdirSync(dirname(draft)), 'data.draft-1')
    await holder.leave()
  })
})

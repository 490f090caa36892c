import { test } from '@japa/runner'
import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fixedPort } from '#integrations/embedded_postgres/free_port'
import { placesOf } from '#integrations/embedded_postgres/places'
import { postmasterOf } from '#integrations/embedded_postgres/postmaster'
import { hold } from './hold.js'
import { canMount, dataOf, mountSmallDisk, newFolder } from './places.js'

const isRoot = process.getuid?.() === 0

test.group('Embedded PostgreSQL: problems say what to do', () => {
  test('a data folder of another major version is left alone', async ({ assert, cleanup }) => {
    const folder = newFolder(cleanup)
    await (await hold(folder)).leave()
    const file = join(dataOf(folder), 'PG_VERSION')
    writeFileSync(file, '17\n')
    const { said } = await hold(folder)
    assert.equal(said.code, 'E_POSTGRES_OTHER_VERSION')
    assert.match(said.message!, /made by PostgreSQL 17, but this version brings PostgreSQL 18/)
    assert.match(said.remedy!, /DATA_DIR|DATABASE_URL/)
    assert.equal(readFileSync(file, 'utf8'), '17\n')
  })

  test('a port that is taken is named', async ({ assert, cleanup }) => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    cleanup(() => void other.close())
    const { port } = other.address() as { port: number }
    const { said } = await hold(newFolder(cleanup), { POSTGRES_PORT: String(port) })
    assert.equal(said.code, 'E_POSTGRES_PORT_TAKEN')
    assert.include(said.message, String(port))
    assert.include(said.remedy, 'POSTGRES_PORT')
  })

  test('a port that is none is refused with its bounds', ({ assert }) => {
    assert.isNull(fixedPort(undefined))
    assert.equal(fixedPort('65535'), 65_535)
    for (const port of ['abc', '0', '65536', '5432.5']) {
      const message = `POSTGRES_PORT is ${port}, but must be an integer from 1 to 65535.`
      assert.throws(() => fixedPort(port), message)
    }
  })

  test('a folder that cannot be written is named', async ({ assert, cleanup }) => {
    const folder = newFolder(cleanup)
    if (isRoot) mountSmallDisk(folder, 1, cleanup)
    if (isRoot) spawnSync('mount', ['-o', 'remount,ro', folder])
    else chmodSync(folder, 0o555)
    const { said } = await hold(join(folder, 'postgres'))
    assert.equal(said.code, 'E_POSTGRES_FOLDER_READ_ONLY')
    assert.include(said.message, folder)
    assert.match(said.remedy!, /Make it writable/)
  }).skip(
    () => isRoot && !canMount(),
    'root writes everywhere, and cannot mount a read-only disk here'
  )

  test('a full disk says so before and after the cluster exists', async ({ assert, cleanup }) => {
    const folder = newFolder(cleanup)
    mountSmallDisk(folder, 64, cleanup)
    const filler = join(folder, 'filler')
    writeFileSync(filler, Buffer.alloc(40 * 2 ** 20))
    const before = await hold(join(folder, 'postgres'))
    assert.equal(before.said.code, 'E_POSTGRES_DISK_FULL')
    writeFileSync(filler, '')
    await (await hold(join(folder, 'postgres'))).leave()
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1M'])
    const after = await hold(join(folder, 'postgres'))
    assert.equal(after.said.code, 'E_POSTGRES_DISK_FULL')
    assert.match(after.said.remedy!, /Free at least 200 MB/)
    writeFileSync(filler, '')
    const freed = await hold(join(folder, 'postgres'))
    assert.isDefined(freed.said.url)
    await freed.leave()
  }).skip(() => !canMount(), 'only root can mount a small disk')

  test('as root below a private folder, the server lives where its user may enter', async ({
    assert,
    cleanup,
  }) => {
    const folder = newFolder(cleanup)
    chmodSync(folder, 0o700)
    const { data } = placesOf(folder)
    cleanup(() => rmSync(dirname(dirname(data)), { recursive: true, force: true }))
    const holder = await hold(folder)
    assert.isDefined(holder.said.url)
    assert.isFalse(data.startsWith(folder))
    await holder.leave()
    assert.isNull(postmasterOf(data))
  }).skip(!isRoot, 'an ordinary user runs PostgreSQL as himself')
})

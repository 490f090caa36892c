import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import User from '#models/user'
import { plantRun } from '#tests/functional/pages/planted_run'
import { temporaryFolder } from '../commands/temporary_folder.js'
import { ace, endOf } from '../system/processes.js'

const TABLES = [
  'users',
  'datasets',
  'dataset_columns',
  'training_runs',
  'episodes',
  'steps',
  'trades',
]

/** Every row of some tables, as text. */
async function contents(): Promise<string> {
  const parts = []
  for (const table of TABLES) {
    const { rows } = await db.rawQuery(`select t::text as row from ${table} t order by 1`)
    parts.push(rows.map(({ row }: { row: string }) => row))
  }
  return JSON.stringify(parts)
}

test.group('Backup and restore', (group) => {
  let folder: string
  group.setup(async () => {
    const temporary = await temporaryFolder()
    folder = temporary.path
    await plantRun({ episodes: 20 })
    await User.create({
      email: 'tab\tquote"back\\slash@example.com',
      password: 'correct horse battery',
      role: 'viewer',
    })
    return () => temporary.remove()
  })

  test('what was stored is there again to the last bit, and ids go on', async ({ assert }) => {
    const file = join(folder, 'whole.rsc.gz')
    const before = await contents()
    const written = await ace(['db:backup', file, '--json'])
    assert.equal(written.code, 0, written.stderr)
    await db.from('episodes').delete()
    await db.from('users').update({ role: 'admin' })
    const restored = await ace(['db:restore', file, '--replace', '--json'])
    assert.equal(restored.code, 0, restored.stderr)
    assert.equal(JSON.parse(restored.stdout).rows, JSON.parse(written.stdout).rows)
    assert.equal(await contents(), before)
    const largest = await db.from('episodes').max('episode_id as id').firstOrFail()
    const { rows } = await db.rawQuery(
      "select nextval(pg_get_serial_sequence('episodes', 'episode_id')) as id"
    )
    assert.equal(rows[0].id, largest.id + 1)
  }).timeout(60_000)

  test('a database with people in it is not replaced without being told to', async ({ assert }) => {
    const file = join(folder, 'refused.rsc.gz')
    await ace(['db:backup', file, '--json'])
    const before = await contents()
    const { code, stderr } = await ace(['db:restore', file, '--json'])
    assert.equal(code, 3)
    assert.match(stderr, /holds 1 people and 1 datasets/)
    assert.equal(await contents(), before)
  }).timeout(60_000)

  test('a file that is cut short, damaged or of other tables changes nothing', async ({
    assert,
  }) => {
    const file = join(folder, 'sound.rsc.gz')
    await ace(['db:backup', file, '--json'])
    const text = gunzipSync(readFileSync(file)).toString()
    const lines = text.split('\n')
    const broken: [string, Buffer, RegExp][] = [
      ['cut', readFileSync(file).subarray(0, -100), /no whole backup: unexpected end/],
      ['endless', gzipSync(lines.slice(0, -2).join('\n')), /its end is missing/],
      ['lost_row', gzipSync(text.replace(/(\{"table":"episodes".*\n).*\n/, '$1')), /episodes has/],
      [
        'other',
        gzipSync(text.replace(/"migrations":\[/, '$&"from_the_future",')),
        /from_the_future/,
      ],
      ['strange', gzipSync(text.replace('"table":"episodes"', '"table":"moon"')), /has moon/],
      ['text', Buffer.from('hello'), /no whole backup/],
    ]
    const before = await contents()
    for (const [name, bytes, message] of broken) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      const { code, stderr } = await ace(['db:restore', path, '--replace', '--json'])
      assert.notEqual(code, 0, name)
      assert.match(stderr, message)
      assert.equal(await contents(), before, name)
    }
  }).timeout(120_000)

  test('a file that is there is not overwritten', async ({ assert }) => {
    const file = join(folder, 'there')
    writeFileSync(file, 'mine')
    const { code, stderr } = await ace(['db:backup', file, '--json'])
    assert.equal(code, 2)
    assert.match(stderr, /is there already/)
    assert.equal(readFileSync(file, 'utf8'), 'mine')
  }).timeout(30_000)

  test('a database that no service ever used is not backed up: its folder is named', async ({
    assert,
  }) => {
    const file = join(folder, 'nothing.rsc.gz')
    const elsewhere = join(folder, 'elsewhere')
    const env = { DATABASE_URL: undefined, DATA_DIR: elsewhere }
    const { code, stdout } = await ace(['db:backup', file, '--json'], env)
    assert.equal(code, 2)
    const { error } = JSON.parse(stdout)
    assert.equal(error.code, 'E_NOTHING_TO_BACK_UP')
    assert.include(error.message, `the data folder ${elsewhere}`)
    assert.match(error.remedy, /DATA_DIR or DATABASE_URL/)
    assert.isFalse(existsSync(file))
  }).timeout(60_000)

  test('a disk that is full ends it with nothing written', async ({ assert }) => {
    await db.from('dataset_columns').update({ content: randomBytes(4_000_000) })
    const file = join(folder, 'full.rsc.gz')
    // files of at most a megabyte or two, and EFBIG instead of a signal
    const limited = `trap '' XFSZ; ulimit -f 2000; exec "$0" ace.js db:backup "$1" --json`
    const options = { cwd: app.makePath(), env: process.env, stdio: 'pipe' } as const
    const { code, stderr } = await endOf(
      spawn('sh', ['-c', limited, process.execPath, file], options)
    )
    assert.equal(code, 1)
    assert.match(stderr, /EFBIG/)
    assert.isEmpty(readdirSync(folder).filter((name) => name.startsWith('full')))
  }).timeout(60_000)

  test('a row of 64 MB is written and restored', async ({ assert }) => {
    const digest = async () => {
      const { rows } = await db.rawQuery('select sha256(content) as sha from dataset_columns')
      return (rows[0].sha as Buffer).toString('hex')
    }
    await db.from('dataset_columns').update({ content: Buffer.alloc(32_000_000, 'bars') })
    const before = await digest()
    const file = join(folder, 'large.rsc.gz')
    const written = await ace(['db:backup', file, '--json'])
    assert.equal(written.code, 0, written.stderr)
    await db.from('dataset_columns').update({ content: Buffer.from('other') })
    const restored = await ace(['db:restore', file, '--replace', '--json'])
    assert.equal(restored.code, 0, restored.stderr)
    assert.equal(await digest(), before)
  }).timeout(60_000)
})

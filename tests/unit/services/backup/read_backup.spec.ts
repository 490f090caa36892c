import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { readBackup } from '#services/backup/read_backup'

const HEAD =
  '{"reinforce_strategy_creator_backup":1,"code_version":"1","created_at":"","migrations":[]}'
const MEBIBYTE = 1 << 20

/** All parts of a backup, with rows as text. */
async function parts(file: string): Promise<unknown[]> {
  const found = []
  for await (const part of readBackup(file)) {
    found.push(part.kind === 'rows' ? [part.bytes.toString(), part.count] : part.kind)
  }
  return found
}

test.group('A backup that is read', (group) => {
  let folder: string
  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rsc-backup-'))
    return () => rm(folder, { recursive: true })
  })

  const write = async (...lines: string[]) => {
    const file = join(folder, 'written')
    await writeFile(file, gzipSync(lines.join('\n')))
    return file
  }

  test('rows come between their table and its end, a table may have none', async ({ assert }) => {
    const tables = ['{"table":"a"}', '\\.', '{"table":"b"}', 'x\\\\.\ty', '\\\\.', '\\.']
    const file = await write(HEAD, ...tables, '{"rows":{}}', '')
    const rows = ['x\\\\.\ty\n\\\\.\n', 2]
    assert.deepEqual(await parts(file), ['head', 'table', 'table', rows, 'end'])
  })

  test('a table’s end is found wherever a read cuts it', async ({ assert }) => {
    const tables = `${HEAD}\n{"table":"a"}\n`
    for (let before = 0; before <= 4; before++) {
      const row = 'r'.repeat(MEBIBYTE - tables.length - before)
      const file = await write(`${tables}${row}`, '\\.', '{"rows":{}}', '')
      let text = ''
      for await (const part of readBackup(file)) {
        if (part.kind === 'rows') text += part.bytes.toString()
      }
      assert.isTrue(text === `${row}\n`, `${before} bytes of it before the cut`)
    }
  })

  test('what stops anywhere before its last line is no backup, nor what goes on after it', async ({
    assert,
  }) => {
    const lines = [HEAD, '{"table":"a"}', '1', '\\.', '{"rows":{"a":1}}']
    for (let kept = 1; kept < lines.length; kept++) {
      const file = await write(...lines.slice(0, kept), '')
      await assert.rejects(() => parts(file), /its end is missing/)
    }
    const longer = await write(...lines, lines[0], '')
    await assert.rejects(() => parts(longer), /goes on after its end/)
    const endless = await write(HEAD, 'x'.repeat(2_000_000))
    await assert.rejects(() => parts(endless), /a line is longer than/)
  })

  test('600 MB of one table, a row of 64 MB among them, pass through in parts of 1 MiB', async ({
    assert,
  }) => {
    const file = join(folder, 'large')
    const hex = 'f'.repeat(4 * MEBIBYTE)
    function* text() {
      yield `${HEAD}\n{"table":"a"}\n`
      for (let row = 0; row < 134; row++) yield `${hex}\n`
      for (let piece = 0; piece < 16; piece++) yield hex
      yield '\n\\.\n{"rows":{"a":135}}\n'
    }
    await pipeline(Readable.from(text()), createGzip({ level: 1 }), createWriteStream(file))
    const before = process.memoryUsage.rss()
    let [bytes, rows, longest, memory] = [0, 0, 0, 0]
    for await (const part of readBackup(file)) {
      if (part.kind !== 'rows') continue
      bytes += part.bytes.length
      rows += part.count
      longest = Math.max(longest, part.bytes.length)
      memory = Math.max(memory, process.memoryUsage.rss() - before)
    }
    assert.equal(bytes, 150 * 4 * MEBIBYTE + 135)
    assert.equal(rows, 135)
    assert.isAtMost(longest, MEBIBYTE + 3)
    assert.isBelow(memory, 256 * MEBIBYTE)
  })
})

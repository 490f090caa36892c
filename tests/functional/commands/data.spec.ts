import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { ace } from '#tests/functional/system/processes'
import { inPairs, temporaryFolder, type TemporaryFolder } from './temporary_folder.js'

const HEADER = 'Date,Open,High,Low,Close,Volume'
const GOOD = [
  '2024-01-02,100,102,99,101,1000',
  '2024-01-03,101,103,100,102,1100',
  '2024-01-04,102,104,101,103,1200',
  '2024-01-05,103,105,102,104,1300',
]

function csvWith(changes: Readonly<Record<number, string>>): string {
  return [HEADER, ...GOOD.map((line, i) => changes[i] ?? line)].join('\n')
}

async function stored(): Promise<number> {
  const [{ n }] = await db.from('datasets').count('* as n')
  return Number(n)
}

test.group('data:fetch', (group) => {
  let folder: TemporaryFolder
  group.setup(async () => {
    folder = await temporaryFolder()
    return () => folder.remove()
  })

  test('stores the sample once, and says so the second time', async ({ assert }) => {
    const args = ['data:fetch', 'SP500', '--source=sample', '--json']
    const first = await ace(args)
    assert.equal(first.code, 0, first.stderr)
    const row = JSON.parse(first.stdout)
    assert.containsSubset(row, { symbol: 'SP500', interval: '1d', bars: 5105, source: 'sample' })
    assert.match(row.sha256, /^[0-9a-f]{64}$/)
    assert.match(row.from, /^2000-01-03/)
    assert.match(row.to, /^2020-04-17/)
    assert.isArray(row.findings)
    const second = JSON.parse((await ace(args)).stdout)
    assert.deepEqual(second, { ...row, is_new: false })
  }).timeout(120_000)

  test('stores a CSV file, and with --repair says what it dropped', async ({ assert }) => {
    const good = await folder.write('good.csv', csvWith({}))
    const plain = await ace(['data:fetch', 'GOOD', '--source=csv', `--file=${good}`, '--json'])
    assert.equal(plain.code, 0, plain.stderr)
    assert.equal(JSON.parse(plain.stdout).bars, 4)
    const bad = await folder.write('bad.csv', csvWith({ 3: '2024-01-05,103,105,102,-4,1300' }))
    const args = ['data:fetch', 'MENDED', '--source=csv', `--file=${bad}`, '--repair', '--json']
    const repaired = await ace(args)
    assert.equal(repaired.code, 0, repaired.stderr)
    const row = JSON.parse(repaired.stdout)
    assert.equal(row.bars, 3)
    assert.equal(row.repaired_bars, 1)
  }).timeout(120_000)

  test('refused bars exit with 2, print the findings and store nothing', async ({ assert }) => {
    const before = await stored()
    const files: Record<string, [csv: string, finding: RegExp]> = {
      text: [csvWith({ 1: '2024-01-03,101,103,100,abc,1100' }), /abc/],
      nan: [csvWith({ 1: '2024-01-03,101,NaN,100,102,1100' }), /bar 1|2024-01-03|line 3/i],
      negative: [csvWith({ 1: '2024-01-03,101,103,100,-102,1100' }), /-102/],
      duplicate: [csvWith({ 2: '2024-01-03,102,104,101,103,1200' }), /2024-01-03/],
      unordered: [csvWith({ 2: '2024-01-01,102,104,101,103,1200' }), /2024-01-01/],
      one: [`${HEADER}\n${GOOD[0]}`, /1 bar/],
    }
    await inPairs(Object.entries(files), async ([name, [csv, finding]]) => {
      const file = await folder.write(`${name}.csv`, csv)
      const args = ['data:fetch', 'BAD', '--source=csv', `--file=${file}`, '--json']
      const { code, stdout, stderr } = await ace(args)
      assert.equal(code, 2, name)
      const { error, findings } = JSON.parse(stdout)
      assert.equal(error.code, 'E_DATASET_REFUSED', name)
      const errors = findings.filter((row: { severity: string }) => row.severity === 'error')
      assert.isNotEmpty(errors, name)
      assert.match(errors.map((row: { message: string }) => row.message).join(' '), finding, name)
      assert.include(stderr, 'nothing was stored')
    })
    assert.equal(await stored(), before)
  }).timeout(180_000)

  test('a source that refuses at first is asked again, told on standard error', async ({
    assert,
  }) => {
    let asked = 0
    const server = createServer((_, response) => {
      asked++
      response.writeHead(asked === 1 ? 429 : 404, { 'Retry-After': '1' }).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const { port } = server.address() as { port: number }
      const env = { YAHOO_URL: `http://127.0.0.1:${port}` }
      const { code, stdout, stderr } = await ace(['data:fetch', 'NOPE', '--json'], env)
      assert.isAbove(asked, 1)
      assert.match(stderr, /Attempt 1 failed: .*Next in \d+\.\d s\./)
      assert.isAbove(code ?? 0, 0)
      assert.property(JSON.parse(stdout), 'error')
    } finally {
      server.close()
    }
  }).timeout(60_000)

  test('bad arguments exit with 2, name the value and what is allowed', async ({ assert }) => {
    const before = await stored()
    const file = await folder.write('bars.csv', csvWith({}))
    const cases: [string[], RegExp][] = [
      [['NOPE', '--source=sample'], /"NOPE"[\s\S]*AAPL or SP500/],
      [
        ['AAPL', '--source=nonsense'],
        /source is "nonsense", but must be one of yahoo, sample, csv/,
      ],
      [['AAPL', '--source=ib'], /not available in this version/],
      [['AAPL', '--source=sample', '--interval=7m'], /interval is "7m", but must be one of/],
      [
        ['AAPL', '--source=sample', '--from=2016-01-02', '--to=2015-01-01'],
        /from is 2016-01-02, but must be before to, which is 2015-01-01/,
      ],
      [['AAPL', '--source=sample', '--from=1990-01-01', '--to=1991-01-01'], /no bar of AAPL/],
      [
        ['AAPL', '--source=sample', '--from=tomorrow'],
        /from is "tomorrow", but must be an ISO date/,
      ],
      [['AAPL', '--source=csv'], /needs a file/],
      [['AAPL', '--source=csv', '--file=missing.csv'], /missing.csv cannot be read: ENOENT/],
      [['AAPL', '--source=sample', `--file=${file}`], /the source sample reads no file/],
      [[], /[Ss]ymbol/],
    ]
    await inPairs(cases, async ([args, message]) => {
      const { code, stdout, stderr } = await ace(['data:fetch', ...args, '--json'])
      assert.equal(code, 2, args.join(' '))
      assert.match(stderr, message)
      assert.property(JSON.parse(stdout), 'error')
    })
    assert.equal(await stored(), before)
  }).timeout(180_000)
})

test.group('data:list, data:show and data:features', (group) => {
  let folder: TemporaryFolder
  let id = 0
  group.setup(async () => {
    folder = await temporaryFolder()
    id = JSON.parse(
      (await ace(['data:fetch', 'AAPL', '--source=sample', '--json'])).stdout
    ).dataset_id
    return () => folder.remove()
  })

  test('a dataset is listed, and shown by id and by symbol', async ({ assert }) => {
    const list = await ace(['data:list', '--json'])
    const ids = JSON.parse(list.stdout).datasets.map(
      (row: { dataset_id: number }) => row.dataset_id
    )
    assert.include(ids, id)
    const byId = await ace(['data:show', String(id), '--json'])
    const row = JSON.parse(byId.stdout)
    assert.containsSubset(row, { dataset_id: id, symbol: 'AAPL', bars: 1260, split_adjusted: true })
    assert.equal(row.findings[0].rule, 'no_dividends')
    const text = await ace(['data:show', 'AAPL'])
    assert.match(
      text.stdout,
      /AAPL 1d from sample, version \d+: 1260 bars, 2013-05-13 to 2018-05-11/
    )
    const missing = await ace(['data:show', '999999', '--json'])
    assert.equal(missing.code, 2)
    assert.equal(JSON.parse(missing.stdout).error.code, 'E_DATASET_NOT_FOUND')
  }).timeout(120_000)

  test('features have names, a first valid bar and a file of the same values', async ({
    assert,
  }) => {
    const out = join(folder.path, 'features.csv')
    const sets = ['--set=features.indicators=rsi,sma', '--set=features.rsiPeriod=21']
    const { code, stdout, stderr } = await ace([
      'data:features',
      'AAPL',
      ...sets,
      `--out=${out}`,
      '--json',
    ])
    assert.equal(code, 0, stderr)
    const {
      names,
      rows,
      first_valid: first,
      prefix_invariant: invariant,
      ...rest
    } = JSON.parse(stdout)
    assert.include(names, 'rsi_21')
    assert.equal(rows, 1260)
    assert.equal(rest.first_valid_of.rsi_21, 21)
    assert.equal(first, Math.max(...(Object.values(rest.first_valid_of) as number[])))
    assert.isTrue(invariant)
    const [head, ...lines] = (await readFile(out, 'utf8')).trimEnd().split('\n')
    assert.deepEqual(head!.split(','), ['time', ...names])
    assert.lengthOf(lines, 1260)
    const column = 1 + names.indexOf('rsi_21')
    assert.equal(lines[20]!.split(',')[column], '')
    assert.isAbove(Number(lines[21]!.split(',')[column]), 0)
  }).timeout(120_000)

  test('bad parameters of features exit with 2', async ({ assert }) => {
    const cases: [string, RegExp][] = [
      ['--set=features.indicators=nonsense', /features.indicators is nonsense, but must be/],
      ['--set=features.rsiPeriod=0', /features.rsiPeriod is 0, but must be an integer from/],
      ['--set=nonsense=1', /There is no parameter nonsense/],
      ['--set=nonsense', /must be path=value/],
      [`--out=${folder.path}/no/such/f.csv`, /cannot be written: ENOENT/],
    ]
    await inPairs(cases, async ([flag, message]) => {
      const { code, stderr } = await ace(['data:features', String(id), flag])
      assert.equal(code, 2, flag)
      assert.match(stderr, message)
    })
  }).timeout(120_000)
})

import { test } from '@japa/runner'
import { gzipSync } from 'node:zlib'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ace } from '#tests/functional/system/processes'
import { readGolden } from '../../golden/read_golden.js'
import { inPairs, temporaryFolder, type TemporaryFolder } from './temporary_folder.js'

interface GoldenCurve {
  readonly dates: readonly string[]
  readonly equity: readonly number[]
  readonly metrics: Readonly<Record<string, number | null>>
}

/** 100, 110, 99, 121: returns 10 %, −10 %, 22.22 %. */
const ROWS = ['2024-01-02,100', '2024-01-03,110', '2024-01-04,99', '2024-01-05,121']

test.group('metrics', (group) => {
  let folder: TemporaryFolder
  group.setup(async () => {
    folder = await temporaryFolder()
    return () => folder.remove()
  })

  async function measured(name: string, content: string, ...flags: string[]) {
    const file = await folder.write(name, content)
    const { code, stdout, stderr } = await ace(['metrics', `--equity=${file}`, ...flags, '--json'])
    return { code, stderr, json: JSON.parse(stdout) }
  }

  test('every golden curve has its golden metrics', async ({ assert }) => {
    const edges = Object.entries(readGolden<Record<string, GoldenCurve>>('metrics/edges.json'))
    const curves: [string, GoldenCurve][] = [
      ['sp500', readGolden<GoldenCurve>('metrics/sp500-buy-and-hold.json')],
      ...edges.filter(([name]) => name !== 'one_bar'),
    ]
    await inPairs(curves, async ([name, { dates, equity, metrics }]) => {
      const lines = dates.map((date, t) => `${date},${equity[t]}`)
      const csv = ['date,equity', ...lines].join('\n')
      const { code, stderr, json } = await measured(`${name}.csv`, csv, '--periods-per-year=252')
      assert.equal(code, 0, `${name}: ${stderr}`)
      for (const [metric, expected] of Object.entries(metrics)) {
        if (metric === 'dsr') continue
        const ours = json.metrics[metric]
        if (expected === null) assert.isNull(ours, `${name} ${metric}`)
        else {
          const tolerance = Math.max(1e-12, 1e-9 * Math.abs(expected))
          assert.approximately(ours, expected, tolerance, `${name} ${metric}`)
        }
      }
    })
  }).timeout(120_000)

  test('the column is equity, portfolio_value, value or close, else the only numbers', async ({
    assert,
  }) => {
    const heads: [string, string, string[]][] = [
      ['close,portfolio_value', 'portfolio_value', []],
      ['close,Value', 'Value', []],
      ['Equity,value', 'Equity', []],
      ['note,worth', 'worth', []],
      ['a,b', 'b', ['--column=b']],
    ]
    await inPairs(heads, async ([head, expected, flags]) => {
      const wrong = head.startsWith('note') ? 'x' : '7'
      const first = expected === head.split(',')[0]
      const rows = ROWS.map((row) => {
        const [date, equity] = row.split(',')
        return first ? `${date},${equity},${wrong}` : `${date},${wrong},${equity}`
      })
      const { json, stderr } = await measured(
        `${expected}.csv`,
        [`date,${head}`, ...rows].join('\n'),
        ...flags
      )
      assert.equal(json.column, expected, stderr)
      assert.approximately(json.metrics.total_return, 0.21, 1e-12)
      assert.approximately(json.metrics.max_drawdown, -0.1, 1e-12)
    })
  }).timeout(60_000)

  test('files as spreadsheets write them are read: newest first, decimal comma, gzip', async ({
    assert,
  }) => {
    const spreadsheet = [
      'sep=;',
      'Datum;Date;Equity',
      'd;05.01.2024;121,0',
      'c;04.01.2024;99,0',
      'b;03.01.2024;110,0',
      'a;02.01.2024;100,0',
    ].join('\r\n')
    const packed = join(folder.path, 'packed.csv.gz')
    await writeFile(packed, gzipSync(spreadsheet))
    const { code, stdout, stderr } = await ace(['metrics', `--equity=${packed}`, '--json'])
    assert.equal(code, 0, stderr)
    const { from, to, metrics, periods_per_year: periods } = JSON.parse(stdout)
    assert.deepEqual([from, to, periods], ['2024-01-02', '2024-01-05', 252])
    assert.approximately(metrics.total_return, 0.21, 1e-12)
    const hours = ROWS.map((row, k) => `${1704153600 + 3600 * k},${row.split(',')[1]}`)
    const hourly = await measured('hourly.csv', ['timestamp,value', ...hours].join('\n'))
    assert.equal(hourly.json.from, '2024-01-02')
    assert.equal(hourly.json.to, '2024-01-02 03:00')
    assert.equal(hourly.json.periods_per_year, 252 * 6.5)
  }).timeout(60_000)

  test('intervals hold the ratio, and come out the same twice', async ({ assert }) => {
    const rows = Array.from({ length: 60 }, (_, t) => {
      const day = new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10)
      return `${day},${100 + t + 5 * Math.sin(t)}`
    })
    const csv = ['date,equity', ...rows].join('\n')
    const first = await measured('waves.csv', csv)
    const { low, high } = first.json.intervals.sharpe
    assert.isBelow(low, first.json.metrics.sharpe)
    assert.isAbove(high, first.json.metrics.sharpe)
    assert.equal(first.json.bootstrap.resamples, 10_000)
    assert.isAtLeast(first.json.bootstrap.block_length, 5)
    assert.deepEqual((await measured('waves.csv', csv)).json, first.json)
  }).timeout(60_000)

  test('a person sees a dash for what is undefined', async ({ assert }) => {
    const file = await folder.write('two.csv', ['date,equity', ...ROWS.slice(0, 2)].join('\n'))
    const { code, stdout } = await ace(['metrics', `--equity=${file}`])
    assert.equal(code, 0)
    assert.match(stdout, /^Total return +10\.00 %$/m)
    assert.match(stdout, /^Sharpe +–$/m)
    assert.match(stdout, /^Calmar +–$/m)
    assert.match(stdout, /Fewer than two returns: no intervals/)
    assert.notMatch(stdout, /NaN|null|undefined|Infinity/)
  }).timeout(60_000)

  test('bad input exits with 2 and says where and what is allowed', async ({ assert }) => {
    const [a, b, c] = ROWS
    const cases: [string, string[], RegExp][] = [
      [['date,equity', a, b].join('\n'), ['--column=worth'], /"worth".* columns .* date, equity/],
      [['date,a,b', '2024-01-02,1,2'].join('\n'), [], /several columns of numbers.*date, a, b/],
      [['date,name', '2024-01-02,x'].join('\n'), [], /no column of numbers.*date, name/],
      [['name,equity', 'x,1', 'y,2'].join('\n'), [], /no column of times: it has name, equity/],
      [['date,equity', a, '2024-01-03,abc', c].join('\n'), [], /line 3 \(row 2\).*"abc".*a number/],
      [['date,equity', a, '2024-01-03,', c].join('\n'), [], /line 3 \(row 2\).*"".*a number/],
      [['date,equity', a, '2024-01-03,NaN'].join('\n'), [], /row 2.*"NaN".*a number/],
      [['date,equity', a, '2024-01-03,1e999'].join('\n'), [], /row 2.*"1e999".*a number/],
      [['date,equity', a, '2024-01-03,0'].join('\n'), [], /row 2.*"0", but must be over 0/],
      [['date,equity', a, '2024-01-03,-5'].join('\n'), [], /row 2.*"-5", but must be over 0/],
      [['date,equity', a, 'soon,5'].join('\n'), [], /row 2.*"soon".*a date/],
      [['date,equity', a, c, b].join('\n'), [], /row 3.*2024-01-03 is not after 2024-01-04/],
      [['date,equity', a, a].join('\n'), [], /row 2.*2024-01-02 is not after 2024-01-02/],
      [['date,equity', a].join('\n'), [], /1 row after its header, .* at least 2/],
      ['date,equity\n', [], /no row after its header/],
      ['', [], /is empty/],
      [
        ['date,equity', a, b].join('\n'),
        ['--periods-per-year=0'],
        /periods-per-year is "0", but must be a number over 0/,
      ],
      [['date,equity', a, b].join('\n'), ['--periods-per-year=abc'], /periods-per-year is "abc"/],
    ]
    await inPairs([...cases.entries()], async ([k, [csv, flags, message]]) => {
      const { code, stderr, json } = await measured(`bad-${k}.csv`, csv, ...flags)
      assert.equal(code, 2, message.source)
      assert.match(stderr, message)
      assert.property(json, 'error')
    })
    const missing = await ace(['metrics', '--equity=nowhere.csv', '--json'])
    assert.equal(missing.code, 2)
    assert.match(missing.stderr, /nowhere.csv cannot be read: ENOENT/)
    assert.equal((await ace(['metrics', '--json'])).code, 2)
  }).timeout(120_000)
})

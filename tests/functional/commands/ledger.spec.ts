import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ace } from '#tests/functional/system/processes'
import { LEDGER_SCENARIOS } from '../../golden/ledger_scenario.js'
import { inPairs, temporaryFolder, type TemporaryFolder } from './temporary_folder.js'

const ROW = (day: number, price: number, volume = 1000) => [
  Date.UTC(2024, 0, day),
  price,
  price,
  price,
  price,
  volume,
]

function scenarioPath(name: string): string {
  return fileURLToPath(new URL(`../../golden/values/ledger/${name}`, import.meta.url))
}

/** Equal within 1e-9 relative, 1e-9 absolute near zero. */
function firstDifference(ours: unknown, expected: unknown, path = ''): string | null {
  if (typeof expected === 'number' && typeof ours === 'number') {
    const isNear = Math.abs(ours - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
    return isNear ? null : `${path}: ${ours} is not ${expected}`
  }
  if (typeof expected !== 'object' || expected === null || ours === null) {
    return Object.is(ours, expected) ? null : `${path}: ${String(ours)} is not ${String(expected)}`
  }
  const [mine, theirs] = [Object(ours), expected as Record<string, unknown>]
  if (Array.isArray(expected) && mine.length !== expected.length) {
    return `${path} has ${mine.length} entries, not ${expected.length}`
  }
  for (const key of Object.keys(theirs)) {
    const found = firstDifference(mine[key], theirs[key], `${path}/${key}`)
    if (found !== null) return found
  }
  return null
}

test.group('ledger', (group) => {
  let folder: TemporaryFolder
  group.setup(async () => {
    folder = await temporaryFolder()
    return () => folder.remove()
  })

  async function play(rows: unknown, actions: unknown, ...flags: string[]) {
    const bars = await folder.write(`bars-${flags.length}.json`, JSON.stringify(rows))
    const levels = await folder.write('actions.json', JSON.stringify(actions))
    return ace(['ledger', `--bars=${bars}`, `--actions=${levels}`, ...flags, '--json'])
  }

  /** Rows of the AAPL sample as a file of their own; 1 is the first. */
  async function sampleRows(name: string, firstRow: number, lastRow: number): Promise<string> {
    const sample = import.meta.resolve('@observablehq/sample-datasets/aapl.csv')
    const [head, ...lines] = (await readFile(fileURLToPath(sample), 'utf8')).trimEnd().split('\n')
    return folder.write(`${name}.csv`, [head, ...lines.slice(firstRow - 1, lastRow)].join('\n'))
  }

  test('every golden scenario comes out as the reference has it', async ({ assert }) => {
    assert.isAtLeast(LEDGER_SCENARIOS.length, 31)
    await inPairs(LEDGER_SCENARIOS, async (name) => {
      const path = scenarioPath(name)
      const { config, dataset, actions, expected } = JSON.parse(await readFile(path, 'utf8'))
      const bars = dataset ? await sampleRows(name, dataset.firstRow, dataset.lastRow) : path
      const levels = await folder.write(`${name}.txt`, actions.join('\n'))
      const sets = Object.entries(config).map(([key, value]) => `--set=${key}=${String(value)}`)
      const args = ['ledger', `--bars=${bars}`, `--actions=${levels}`, ...sets, '--json']
      const { code, stdout, stderr } = await ace(args)
      assert.equal(code, 0, `${name}: ${stderr}`)
      const played = JSON.parse(stdout)
      assert.isNull(firstDifference(played, expected), name)
      const equity = expected.per_bar.map((row: { equity: number }) => row.equity)
      assert.isNull(firstDifference(played.equity, equity), name)
    })
  }).timeout(300_000)

  test('a scenario given for its actions brings its config, and --set goes over it', async ({
    assert,
  }) => {
    const path = scenarioPath('22-stop-and-slippage.json')
    const args = ['ledger', `--bars=${path}`, `--actions=${path}`, '--json']
    assert.closeTo(JSON.parse((await ace(args)).stdout).final, 9899.01, 1e-9)
    const set = await ace([...args, '--set', 'environment.stopLoss=none', '--set=slippageBps=0'])
    const { config } = JSON.parse(set.stdout)
    assert.containsSubset(config, { stopLoss: null, slippageBps: 0, takeProfit: 0.1 })
  }).timeout(60_000)

  test('metrics come with the play: 100 doubled is a total return of 1', async ({ assert }) => {
    const rows = [ROW(2, 100), ROW(3, 100), ROW(4, 50), ROW(5, 200)]
    const { stdout } = await play(rows, [1, 1, 1], '--set=initialCash=100')
    const { metrics, equity, open_trade: open } = JSON.parse(stdout)
    assert.deepEqual(equity, [100, 100, 50, 200])
    assert.containsSubset(metrics, {
      total_return: 1,
      max_drawdown: -0.5,
      trades: 0,
      exposure: 0.75,
    })
    assert.isNull(metrics.win_rate)
    assert.equal(open.pnl, 100)
  }).timeout(60_000)

  test('bad input exits with 2 and names the value and the bound', async ({ assert }) => {
    const rows = [ROW(2, 100), ROW(3, 100), ROW(4, 100)]
    const good = [1, 1]
    const cases: [unknown, unknown, string[], RegExp][] = [
      [
        rows,
        good,
        ['--set=commissionRate=2'],
        /commissionRate is 2, but must be a number from 0 to 0.1/,
      ],
      [rows, good, ['--set=stopLoss=abc'], /stopLoss is "abc", but must be a number over 0/],
      [rows, good, ['--set=stopLoss=1.5'], /stopLoss is 1.5, but must be under 1/],
      [rows, good, ['--set=startBar=-1'], /startBar is "-1", but must be an integer of 0 or more/],
      [rows, good, ['--set=periodsPerYear=0'], /periodsPerYear is "0", but must be/],
      [rows, good, ['--set=reward=pnl'], /The ledger has no parameter reward/],
      [rows, [1], [], /1 actions are given, but 2 are needed/],
      [rows, [1, 'long'], [], /action 1 is "long", but must be a target level/],
      [rows, { nonsense: 1 }, [], /has no list of actions/],
      [[ROW(2, 100), ROW(3, -1), ROW(4, 100)], good, [], /bar 1 has open -1/],
      [[ROW(2, 100), ROW(2, 100), ROW(4, 100)], good, [], /not after the bar before it/],
      [
        [ROW(2, 100), [1, 2, 3], ROW(4, 100)],
        good,
        [],
        /bar 1 is \[1,2,3\], but must be six numbers/,
      ],
      [[ROW(2, 100)], [], [], /there is nothing to play/],
      [{ nonsense: 1 }, good, [], /has no list of bars/],
    ]
    for (const [bars, actions, flags, message] of cases) {
      const { code, stdout, stderr } = await play(bars, actions, ...flags)
      assert.equal(code, 2, message.source)
      assert.match(stderr, message)
      assert.property(JSON.parse(stdout), 'error')
    }
    const missing = await ace(['ledger', '--bars=nowhere.csv', '--actions=nowhere.txt', '--json'])
    assert.equal(missing.code, 2)
    assert.match(missing.stderr, /nowhere.txt" *, which cannot be read: ENOENT/)
    assert.equal((await ace(['ledger', '--json'])).code, 2)
  }).timeout(120_000)
})

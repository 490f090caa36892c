import { test } from '@japa/runner'
import { ace } from '#tests/functional/system/processes'
import { differences } from '../../golden/differences.js'
import { readGolden } from '../../golden/read_golden.js'
import { inPairs, temporaryFolder, type TemporaryFolder } from './temporary_folder.js'

interface GoldenBacktest {
  readonly equity: readonly number[]
  readonly metrics: Readonly<Record<string, number | null>>
  readonly trade_metrics: Readonly<Record<string, number>>
  readonly trades: readonly { readonly entry_bar: number; readonly exit_bar: number }[]
}

/** What the golden backtest has: 0.1 % commission, no slippage, prices as traded. */
const GOLDEN_RULES = [
  'environment.commissionRate=0.001',
  'environment.slippageBps=0',
  'environment.initialCash=10000',
  'data.adjustment=raw',
]

test.group('backtest', (group) => {
  let folder: TemporaryFolder
  let aapl = ''
  group.setup(async () => {
    folder = await temporaryFolder()
    const { stdout } = await ace(['data:fetch', 'AAPL', '--source=sample', '--json'])
    aapl = String(JSON.parse(stdout).dataset_id)
    return () => folder.remove()
  })

  async function played(strategy: string, ...args: string[]) {
    const isNamed = args.some((arg) => arg.startsWith('--dataset='))
    const dataset = isNamed ? [] : [`--dataset=${aapl}`]
    const given = ['backtest', ...dataset, `--strategy=${strategy}`, ...args, '--json']
    const { code, stdout, stderr } = await ace(given)
    return { code, stderr, json: stdout === '' ? null : JSON.parse(stdout) }
  }

  test('the golden SMA crossover comes out with all its metrics and trades', async ({ assert }) => {
    const golden = readGolden<GoldenBacktest>('metrics/aapl-sma-10-30.json')
    const set = ['--set', 'fast=10', 'slow=30', ...GOLDEN_RULES]
    const { code, stderr, json } = await played('sma_crossover', ...set)
    assert.equal(code, 0, stderr)
    const { dsr, ...metrics } = golden.metrics
    assert.deepEqual(differences(json.metrics, { ...metrics, ...golden.trade_metrics }), [])
    assert.isDefined(dsr)
    const keys = ['entry_bar', 'exit_bar', 'entry_price', 'exit_price', 'quantity', 'costs', 'pnl']
    const picked = golden.trades.map((trade) =>
      Object.fromEntries(Object.entries(trade).filter(([key]) => keys.includes(key)))
    )
    assert.lengthOf(json.trades, 26)
    assert.deepEqual(differences(json.trades, picked), [])
    assert.approximately(json.final_equity, golden.equity.at(-1)!, 1e-5)
    assert.containsSubset(json.open_trade, { entry_bar: 1257, exit_time: null })
    assert.deepEqual(json.parameters, { fast: 10, slow: 30 })
  }).timeout(60_000)

  test('costs are those of a training run, unless they are set', async ({ assert }) => {
    const usual = await played('sma_crossover')
    assert.containsSubset(usual.json.environment, { commissionRate: 0.0001, slippageBps: 2 })
    const free = ['--set=environment.commissionRate=0', '--set=environment.slippageBps=0']
    const bare = await played('sma_crossover', ...free)
    assert.isAbove(bare.json.final_equity, usual.json.final_equity)
    assert.equal(bare.json.trades[0].costs, 0)
  }).timeout(60_000)

  test('a range begins at from, ends before to, and averages know the bars before it', async ({
    assert,
  }) => {
    const range = ['--from=2015-01-05', '--to=2016-01-01']
    const { json } = await played('sma_crossover', ...range, '--set', ...GOLDEN_RULES)
    assert.deepEqual([json.from, json.to], ['2015-01-05', '2015-12-31'])
    // in the whole backtest the first entry of that year is at bar 433, the open of 2015-01-30
    assert.equal(json.trades[0].entry_bar, 433)
    const held = await played('buy_and_hold', ...range, '--set', ...GOLDEN_RULES)
    assert.containsSubset(held.json.metrics, { trades: 0, win_rate: null })
    assert.isAbove(held.json.metrics.exposure, 0.99)
  }).timeout(60_000)

  test('always flat pays nothing and has no ratio', async ({ assert }) => {
    const { json } = await played('always_flat')
    assert.containsSubset(json.metrics, { total_return: 0, sharpe: null, trades: 0, exposure: 0 })
    assert.deepEqual([json.trades, json.open_trade, json.final_equity], [[], null, 100_000])
    const text = await ace(['backtest', '--dataset=AAPL', '--strategy=always_flat'])
    assert.match(text.stdout, /^Sharpe +–$/m)
    assert.match(text.stdout, /No trade\./)
  }).timeout(60_000)

  test('bad input exits with 2 and names what there is', async ({ assert }) => {
    const cases: [string, string[], RegExp][] = [
      ['nope', [], /"nope", but must be one of buy_and_hold, sma_crossover, always_flat/],
      ['sma_crossover', ['--set=quick=3'], /sma_crossover has no parameter quick[\s\S]*fast, slow/],
      ['always_flat', ['--set=fast=3'], /always_flat has no parameter fast/],
      ['sma_crossover', ['--set=fast=0'], /fast is 0, but must be an integer from 1 to 4999/],
      ['sma_crossover', ['--set=fast=abc'], /fast is "abc", but must be an integer/],
      ['sma_crossover', ['--set', 'fast=30', 'slow=10'], /fast is 30 and slow is 10/],
      ['sma_crossover', ['--set=agent.gamma=1'], /no parameter agent.gamma[\s\S]*slippageBps/],
      ['sma_crossover', ['--set=environment.slippageBps=-1'], /slippageBps is -1, but must be/],
      ['sma_crossover', ['--set', 'fast=5', 'nonsense'], /"nonsense", but must be path=value/],
      ['sma_crossover', ['--from=soon'], /from is "soon", but must be an ISO date/],
      ['sma_crossover', ['--from=2030-01-01'], /fewer than two bars[\s\S]*2013-05-13 to 2018/],
      ['sma_crossover', ['--from=2016-01-01', '--to=2015-01-01'], /fewer than two bars/],
      ['sma_crossover', ['--dataset=NOPE'], /There is no dataset "NOPE"/],
    ]
    await inPairs(cases, async ([strategy, flags, message]) => {
      const { code, stderr, json } = await played(strategy, ...flags)
      assert.equal(code, 2, message.source)
      assert.match(stderr, message)
      assert.property(json, 'error')
    })
    assert.equal((await ace(['backtest', '--json'])).code, 2)
  }).timeout(120_000)

  test('two bars are played, one is refused with what the dataset has', async ({ assert }) => {
    const rows = ['Date,Open,High,Low,Close,Volume', '2024-01-02,1,1,1,1,1', '2024-01-03,2,2,2,2,1']
    const file = await folder.write('two.csv', rows.join('\n'))
    await ace(['data:fetch', 'TWO', '--source=csv', `--file=${file}`, '--json'])
    const { code, stderr } = await played('buy_and_hold', '--dataset=TWO', '--from=2024-01-03')
    assert.equal(code, 2)
    assert.match(stderr, /fewer than two bars to play[\s\S]*2024-01-02 to 2024-01-03/)
    const two = await played('buy_and_hold', '--dataset=TWO')
    assert.equal(two.code, 0, two.stderr)
    assert.equal(two.json.metrics.bars, 2)
  }).timeout(60_000)
})

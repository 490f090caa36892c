import { test } from '@japa/runner'
import type { BenchmarkSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { Compared } from '#services/pages/compare/compared'
import { clearlyBest } from '#transformers/tables/compare/metric_comparison'
import { notComparable } from '#transformers/tables/compare/comparability'
import { differencesOf } from '#transformers/tables/evaluation/difference_rows'
import { headlineOf } from '#transformers/tables/evaluation/headline'
import { yearRows } from '#transformers/tables/evaluation/month_rows'
import { costSentence } from '#transformers/tables/evaluation/stress_rows'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'
import { tearSheet } from '#tests/functional/pages/tear_sheet_fixture'

test.group('Tables of a tear sheet', () => {
  const sheet = tearSheet()
  const [hold] = sheet.benchmarks

  test('the headline follows the verdict and holds the interval', ({ assert }) => {
    const headline = headlineOf(sheet)
    assert.equal(headline.title, 'Not shown to beat buy and hold.')
    assert.include(headline.text, 'The interval holds zero.')
    const [first, ...rest] = sheet.verdicts
    const better: BenchmarkSheet = { ...hold!, sharpeInterval: { low: 0.1, high: 0.9 } }
    const sure = {
      ...sheet,
      verdicts: [{ ...first!, state: 'pass' as const }, ...rest],
      benchmarks: [better, ...sheet.benchmarks.slice(1)],
    }
    assert.equal(headlineOf(sure).title, 'Beats buy and hold.')
    assert.include(headlineOf(sure).text, 'from 0.10 to 0.90.')
    assert.notInclude(headlineOf(sure).text, 'zero')
  })

  test('nine verdicts keep their order, and one that was not run has no figure', ({ assert }) => {
    const cards = verdictCards(sheet.verdicts)
    assert.deepEqual(
      cards.map(({ name }) => name),
      sheet.verdicts.map(({ name }) => name)
    )
    const last = cards.at(-1)!
    assert.deepEqual([last.word, last.kind, last.figure], ['Not run', 'unknown', ''])
  })

  test('intervals of one measure lie on one scale, on which 0 has one place', ({ assert }) => {
    const [sharpe] = differencesOf(sheet)
    const drawn = sharpe!.rows.flatMap(({ drawn: each }) => each ?? [])
    for (const { low, at, high } of drawn) {
      assert.isTrue(0 <= low && low <= at && at <= high && high <= 100)
    }
    const place = (value: number) => {
      const [from, to] = sharpe!.ends
      return Number((((value - from) / (to - from)) * 100).toFixed(2))
    }
    assert.equal(sharpe!.zero, place(0))
    assert.equal(drawn[0]!.low, place(hold!.sharpeInterval!.low))
  })

  test('the months of a year compound to it, and months without a bar are empty', ({ assert }) => {
    const years = yearRows(sheet)
    for (const { months, total } of years) {
      const product = months.reduce((growth, { value }) => growth * (1 + (value ?? 0)), 1)
      assert.closeTo(product - 1, total!, 1e-9)
    }
    assert.isNull(years[0]!.months[0]!.value) // it begins in February
    assert.equal(years[0]!.months[0]!.heat, '')
  })

  test('costs that nothing survives, and none that anything is lost to, are said in words', ({
    assert,
  }) => {
    const said = (breakEven: number | 'never' | null, parity: number | 'never' | null) =>
      costSentence({ ...sheet, stress: { ...sheet.stress, breakEven, parity } })
    assert.equal(
      said(null, null),
      'Earns no more than buy and hold even without costs; earns nothing even without costs.'
    )
    assert.equal(
      said('never', 2.04),
      'Earns less than buy and hold from 2.0 × the costs on; still earns something at every multiple tried.'
    )
  })
})

test.group('Tables of a comparison', () => {
  test('one is the best only when its interval lies above all others', ({ assert }) => {
    const interval = (low: number, high: number) => ({ low, high })
    assert.equal(clearlyBest([interval(0, 1), interval(2, 3), interval(-1, 0.5)]), 1)
    assert.isNull(clearlyBest([interval(0, 2), interval(1, 3)]))
    assert.isNull(clearlyBest([interval(0, 1), null]))
    assert.isNull(clearlyBest([interval(-0.2, -0.1), interval(0, 0)])) // never traded: no interval
    assert.isNull(clearlyBest([interval(0, 1)]))
  })

  test('other bars, ranges and costs are named with their letters', ({ assert }) => {
    const day = Date.UTC(2024, 0, 2)
    const one: Compared = {
      ...{ id: 1, title: 'Run 1', name: '', href: '', curve: '', metrics: {}, intervals: {} },
      dataset: { symbol: 'AAPL', interval: '1d', version: 1, sha256: 'a' },
      parameters: { environment: { commissionRate: 0.0001, slippageBps: 2 } },
      time: [day, day + 86_400_000],
      equity: [1, 1],
      learning: [],
    }
    const dearer = { environment: { commissionRate: 0.001, slippageBps: 2 } }
    assert.deepEqual(notComparable([one, one]), [])
    const later = { ...one, time: [day, day + 3 * 86_400_000], parameters: dearer }
    const [range, costs, ...others] = notComparable([one, later, one])
    assert.include(range!, 'A, C: 2024-01-02 to 2024-01-03; B: 2024-01-02 to 2024-01-05.')
    assert.include(costs!, 'A, C: 0.0001')
    assert.deepEqual(others, [])
  })
})

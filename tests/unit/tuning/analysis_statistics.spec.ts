import { test } from '@japa/runner'
import {
  correlationMatrix,
  groupEffect,
  rankCorrelation,
  ranksOf,
} from '#core/tuning/analysis/rank_correlation'
import { studentCdf, studentQuantile } from '#core/tuning/analysis/student'
import { winnerNoise, type NoisyTrial } from '#core/tuning/analysis/winner_noise'

test.group('Rank correlation', () => {
  test('equal values share the mean of their ranks', ({ assert }) => {
    assert.deepEqual(ranksOf([10, 20, 20, 5, 20]), [2, 4, 4, 1, 4])
  })

  test('without ties rho is 1 − 6 Σd² / (n³ − n)', ({ assert }) => {
    // Σd² = 1 + 1 + 1 + 1 + 4 + 4 + 1 + 9 = 22, so 1 − 132 / 504
    const found = rankCorrelation([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 4, 3, 7, 8, 6, 5])
    assert.closeTo(found!.rho, 1 - 132 / 504, 1e-12)
    assert.equal(found!.pairs, 8)
  })

  test('with ties rho and its 95 % interval are those of SciPy 1.16 and Bonett & Wright', ({
    assert,
  }) => {
    const found = rankCorrelation(
      [1, 2, 2, 3, 4, 5, 5, 5, 9, 10],
      [0.3, 0.1, 0.4, 0.4, 0.2, 0.9, 0.5, 0.7, 0.6, 1.1]
    )
    assert.closeTo(found!.rho, 0.8179635722254414, 1e-12)
    assert.closeTo(found!.low!, 0.28659244991067884, 1e-12)
    assert.closeTo(found!.high!, 0.9644780552428601, 1e-12)
  })

  test('a perfect order, up or down, has no interval: that of its formula would be a point', ({
    assert,
  }) => {
    const none = { low: null, high: null }
    const up = rankCorrelation([1, 2, 3, 4], [10, 20, 30, 50])
    assert.deepEqual(up, { rho: 1, ...none, pairs: 4 })
    const down = rankCorrelation([1, 2, 2, 4, 5, 6], [9, 8, 8, 3, 2, 0])
    assert.deepEqual(down, { rho: -1, ...none, pairs: 6 })
  })

  test('under 4 pairs, or where a side never changes, there is none', ({ assert }) => {
    assert.isNull(rankCorrelation([1, 2, 3], [1, 2, 3]))
    assert.isNull(rankCorrelation([1, 2, 3, null, 5], [1, 2, 3, 4, null]))
    assert.isNull(rankCorrelation([1, 2, 3, 4], [7, 7, 7, 7]))
  })

  test('a matrix pairs every column with every one, each pair by the rows that have both', ({
    assert,
  }) => {
    const matrix = correlationMatrix([
      [1, 2, 3, 4, 5],
      [5, 4, 3, 2, null],
    ])
    assert.deepEqual(
      matrix.map((row) => row.map((cell) => [cell!.rho, cell!.pairs])),
      [
        [
          [1, 5],
          [-1, 4],
        ],
        [
          [-1, 4],
          [1, 4],
        ],
      ]
    )
  })

  test('groups take the share of the ranks that Kruskal and Wallis give them', ({ assert }) => {
    // SciPy: H 5.43125 with ties, three groups of four; (5.43125 − 2) / 9
    const values = [1, 2, 2, 3, 4, 5, 5, 6, 2, 3, 7, 8]
    const groups = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    assert.closeTo(groupEffect(values, groups)!, 0.38125, 1e-12)
    assert.equal(groupEffect([1, 2, 3, 4], [0, 1, 1, 0]), 0)
    assert.isNull(groupEffect([1, 2, 3], [0, 0, 0]))
    assert.isNull(groupEffect([4, 4, 4], [0, 1, 1]))
  })
})

test.group("Student's t", () => {
  test('its distribution is the one of SciPy', ({ assert }) => {
    assert.closeTo(studentCdf(1.5, 3), 0.8847080673775886, 1e-13)
    assert.closeTo(studentCdf(-0.7, 6), 0.25507169047537975, 1e-13)
    assert.closeTo(studentCdf(2, 500), 0.9769796586154843, 1e-12)
    assert.closeTo(studentCdf(1, 1), 0.75, 1e-15)
  })

  test('its quantiles are those of SciPy', ({ assert }) => {
    const known = [
      [0.975, 1, 12.706204736174694],
      [0.975, 2, 4.302652729749462],
      [0.975, 4, 2.7764451051977934],
      [0.975, 30, 2.0422724563012378],
      [0.9, 3, 1.637744353696209],
      [0.025, 5, -2.5705818356363155],
    ] as const
    for (const [p, degrees, t] of known) assert.closeTo(studentQuantile(p, degrees), t, 1e-10)
  })
})

const BASIS = {
  ...{ resource: 36, write: (value: number) => value.toFixed(2) },
  ...{ barsPerYear: 252, bars: 'validation bars' },
}

function trialOf(trial: number, values: readonly (number | null)[]): NoisyTrial {
  return { trial, seeds: values.map((value, k) => ({ seed: k + 1, value })), sample: null }
}

test.group('Noise of a winner', () => {
  test('seeds trained in both give the mean difference with its interval by Student', ({
    assert,
  }) => {
    // differences 1.2, 0.4, 0.7: mean 0.7667; SciPy's t of 2 degrees gives −0.2373 to 1.7706
    const found = winnerNoise(trialOf(32, [1.4, 0.9, 1.1]), trialOf(0, [0.2, 0.5, 0.4]), BASIS)
    assert.equal(found.by, 'seeds')
    assert.closeTo(found.difference!, 2.3 / 3, 1e-12)
    assert.closeTo(found.low!, -0.23728563694154092, 1e-9)
    assert.closeTo(found.high!, 1.7706189702748745, 1e-9)
    assert.equal(found.verdict, 'within_noise')
    assert.equal(
      found.sentence,
      'Trial 32 is within the noise of the defaults at 36 episodes, which both reached: 0.77 better, 95 % interval -0.24 to 1.77, over 3 seeds trained in both.'
    )
  })

  test('differences that hardly vary beat the noise', ({ assert }) => {
    const found = winnerNoise(trialOf(5, [1.1, 1.2, 1.3]), trialOf(0, [0.1, 0.2, 0.3]), BASIS)
    assert.equal(found.verdict, 'better')
    assert.closeTo(found.low!, 1, 1e-6)
  })

  test('a winner that is worse after as many episodes as the defaults is said to be', ({
    assert,
  }) => {
    const found = winnerNoise(trialOf(5, [0.1, 0.2, 0.3]), trialOf(0, [1.1, 1.2, 1.3]), BASIS)
    assert.equal(found.verdict, 'worse')
    assert.closeTo(found.difference!, -1, 1e-12)
    assert.match(
      found.sentence,
      /^Trial 5 is worse than the defaults by more than their noise at 36 episodes, .*: 1\.00 worse,/
    )
  })

  test('only seeds that both have a value of are paired', ({ assert }) => {
    const found = winnerNoise(trialOf(5, [1, 2, null]), trialOf(0, [0, null, 1]), BASIS)
    assert.equal(found.verdict, 'unknown')
    assert.include(found.sentence, 'retrain both with the same two or more seeds')
  })

  test('with one seed the standard errors of both Sharpe ratios over the bars decide', ({
    assert,
  }) => {
    // 0.08 a bar is 1.27 a year; errors 0.04543 and 0.04455 a bar
    const winner = { sharpe: 0.1, returns: 505, skew: -0.3, kurtosis: 5 }
    const standard = { sharpe: 0.02, returns: 505, skew: 0, kurtosis: 3 }
    const found = winnerNoise(
      { ...trialOf(32, [1.59]), sample: winner },
      { ...trialOf(0, [0.32]), sample: standard },
      BASIS
    )
    assert.equal(found.by, 'bars')
    assert.closeTo(found.difference!, 0.08 * Math.sqrt(252), 1e-12)
    assert.closeTo(found.low!, -0.7096029950744511, 1e-9)
    assert.closeTo(found.high!, 3.249524253696458, 1e-9)
    assert.equal(found.verdict, 'within_noise')
  })

  test('the defaults do not beat themselves', ({ assert }) => {
    const found = winnerNoise(trialOf(0, [1, 2]), trialOf(0, [1, 2]), BASIS)
    assert.equal(found.verdict, 'unknown')
    assert.equal(found.sentence, 'No trial is better than the defaults, trial 0.')
  })
})

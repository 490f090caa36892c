import type { SearchSpace } from '#core/tuning/search_space'
import type { Problem } from '#services/bench/samplers/best_found'

/** Trials of a study of one. */
const TRIALS = 100

function floats(low: readonly number[], high: readonly number[]): SearchSpace {
  return {
    dimensions: low.map((each, d) => ({
      path: `x.${d}`,
      type: 'float',
      low: each,
      high: high[d],
      log: false,
      step: null,
      when: null,
    })),
  }
}

/** Branin & Hoo 1972: two dimensions, three minima. */
const branin: Problem = {
  name: 'branin',
  space: floats([-5, 0], [10, 15]),
  trials: TRIALS,
  minimum: 0.397887,
  valueAt(point) {
    const [x, y] = [Number(point['x.0']), Number(point['x.1'])]
    const a = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6
    return a ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10
  },
}

const ALPHA = [1, 1.2, 3, 3.2]
const A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
]
const P = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
]

/** Hartmann's function of six dimensions (Dixon & Szegö 1978). */
const hartmann6: Problem = {
  name: 'hartmann6',
  space: floats([0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1]),
  trials: TRIALS,
  minimum: -3.32237,
  valueAt(point) {
    return ALPHA.reduce((sum, alpha, i) => {
      const inner = A[i].reduce(
        (total, a, j) => total + a * (Number(point[`x.${j}`]) - P[i][j] / 10_000) ** 2,
        0
      )
      return sum - alpha * Math.exp(-inner)
    }, 0)
  },
}

/** A learning rate, a width, a choice and a parameter of one choice, as a training study has them. */
const mixed: Problem = {
  name: 'mixed',
  space: {
    dimensions: [
      { path: 'rate', type: 'float', low: 1e-5, high: 1e-1, log: true, step: null, when: null },
      { path: 'width', type: 'integer', low: 8, high: 512, log: true, step: 1, when: null },
      { path: 'rule', type: 'categorical', choices: ['a', 'b', 'c', 'd'], when: null },
      {
        path: 'decay',
        type: 'float',
        low: 0,
        high: 1,
        log: false,
        step: null,
        when: { path: 'rule', equals: ['b', 'c'] },
      },
    ],
  },
  trials: TRIALS,
  minimum: 0,
  valueAt({ rate, width, rule, decay }) {
    const a = (Math.log10(Number(rate)) + 3.2) ** 2
    const b = Math.log2(Number(width) / 96) ** 2 / 4
    const c = { a: 1, b: 0.3, c: 0, d: 0.8 }[String(rule)] ?? 0
    const d = decay === undefined ? 0.2 : (Number(decay) - 0.7) ** 2
    return a + b + c + d
  },
}

/** Functions whose minima are known, to be minimised. Their paths are those of nothing: samplers read none. */
export const STANDARD_FUNCTIONS: readonly Problem[] = [branin, hartmann6, mixed]

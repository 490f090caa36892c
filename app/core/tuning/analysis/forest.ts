import type { RandomStream } from '../../random/random_stream.ts'
import type { EncodedColumn } from './encoded_trials.ts'
import { growTree, predict, type TreeNode } from './regression_tree.ts'

/** A tree and the places of the trials that it has not seen. */
interface Grown {
  readonly tree: TreeNode
  readonly unseen: Int32Array
}

/**
 * A random forest (Breiman 2001): every tree learns from as many trials drawn with replacement, trying a
 * third of the columns at each split.
 */
export class Forest {
  readonly #columns: readonly EncodedColumn[]
  readonly #y: Float64Array
  readonly #trees: readonly Grown[]

  /** @param y float64 [trials], at least one */
  constructor(
    columns: readonly EncodedColumn[],
    y: Float64Array,
    trees: number,
    random: RandomStream
  ) {
    this.#columns = columns
    this.#y = y
    const tried = Math.max(1, Math.ceil(columns.length / 3))
    this.#trees = Array.from({ length: trees }, () => {
      const rows = Int32Array.from(y, () => random.integer(y.length))
      const seen = new Uint8Array(y.length)
      for (const row of rows) seen[row] = 1
      const unseen = Int32Array.from(y.keys()).filter((row) => seen[row] === 0)
      return { tree: growTree(columns, y, rows, tried, random), unseen }
    })
  }

  /** Mean of the trees for a point given by its codes, in order of the columns. */
  predict(codes: readonly number[]): number {
    const codeOf = (column: number) => codes[column]
    return (
      this.#trees.reduce((sum, { tree }) => sum + predict(tree, codeOf), 0) / this.#trees.length
    )
  }

  /** Share of the variance that the trees predict of trials unseen by them; under 0: worse than the mean. */
  explained(): number {
    const n = this.#y.length
    const sums = new Float64Array(n)
    const counts = new Float64Array(n)
    for (const { tree, unseen } of this.#trees) {
      for (const row of unseen) {
        sums[row] += predict(tree, (column) => this.#columns[column].codes[row])
        counts[row]++
      }
    }
    const mean = this.#y.reduce((sum, each) => sum + each, 0) / n
    let [error, whole] = [0, 0]
    for (let row = 0; row < n; row++) {
      if (counts[row] === 0) continue
      error += (this.#y[row] - sums[row] / counts[row]) ** 2
      whole += (this.#y[row] - mean) ** 2
    }
    return whole === 0 ? 0 : 1 - error / whole
  }

  /**
   * Rise of the squared error for unseen trials when a column is shuffled among those that have the
   * parameter (code over 0): mean over the trees.
   */
  rise(column: number, random: RandomStream): number {
    const { codes } = this.#columns[column]
    let sum = 0
    for (const { tree, unseen } of this.#trees) {
      const having = unseen.filter((row) => codes[row] > 0)
      const from = shuffled(having, random)
      let rise = 0
      for (let i = 0; i < having.length; i++) {
        const row = having[i]
        const before = predict(tree, (k) => this.#columns[k].codes[row])
        const after = predict(tree, (k) => this.#columns[k].codes[k === column ? from[i] : row])
        rise += (this.#y[row] - after) ** 2 - (this.#y[row] - before) ** 2
      }
      if (unseen.length > 0) sum += rise / unseen.length
    }
    return sum / this.#trees.length
  }
}

function shuffled(rows: Int32Array, random: RandomStream): Int32Array {
  const out = rows.slice()
  for (let i = out.length - 1; i > 0; i--) {
    const other = random.integer(i + 1)
    ;[out[i], out[other]] = [out[other], out[i]]
  }
  return out
}

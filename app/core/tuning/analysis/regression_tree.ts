import type { RandomStream } from '../../random/random_stream.ts'
import type { EncodedColumn } from './encoded_trials.ts'

/** Fewest trials of a leaf. */
const LEAST_LEAF = 3

/** A split by the codes of one column, or a leaf's mean. */
export type TreeNode =
  | { readonly value: number }
  | {
      readonly column: number
      /** 1 at the codes that go left; uint8 [size of the column]. */
      readonly left: Uint8Array
      readonly below: readonly [TreeNode, TreeNode]
    }

interface Growing {
  readonly columns: readonly EncodedColumn[]
  readonly y: Float64Array
  /** Columns that are tried at each split. */
  readonly tried: number
  readonly random: RandomStream
  readonly sums: Float64Array
  readonly counts: Float64Array
}

interface Split {
  readonly gain: number
  readonly column: number
  readonly left: Uint8Array
}

/**
 * A regression tree (Breiman et al. 1984): every split takes away the most squared error that one of
 * `tried` columns drawn at random can. Choices are split after ordering them by their mean (Fisher 1958),
 * which finds the best two groups.
 * @param rows places in `y` of the trials that the tree learns from; a place may come several times
 */
export function growTree(
  columns: readonly EncodedColumn[],
  y: Float64Array,
  rows: Int32Array,
  tried: number,
  random: RandomStream
): TreeNode {
  const size = Math.max(...columns.map((column) => column.size))
  const sums = new Float64Array(size)
  const counts = new Float64Array(size)
  return grow({ columns, y, tried, random, sums, counts }, rows)
}

/** What a tree says of a trial. `codeOf(column)`: the trial's code there. */
export function predict(tree: TreeNode, codeOf: (column: number) => number): number {
  let node = tree
  while ('column' in node) node = node.below[node.left[codeOf(node.column)] === 1 ? 0 : 1]
  return node.value
}

function grow(growing: Growing, rows: Int32Array): TreeNode {
  const { columns, y } = growing
  const split = rows.length < 2 * LEAST_LEAF ? null : bestSplit(growing, rows)
  if (split === null) {
    return { value: rows.reduce((sum, row) => sum + y[row], 0) / rows.length }
  }
  const { codes } = columns[split.column]
  const left = rows.filter((row) => split.left[codes[row]] === 1)
  const right = rows.filter((row) => split.left[codes[row]] === 0)
  return {
    column: split.column,
    left: split.left,
    below: [grow(growing, left), grow(growing, right)],
  }
}

function bestSplit(growing: Growing, rows: Int32Array): Split | null {
  const { columns, tried, random } = growing
  const order = columns.map((_, i) => i)
  let best: Split | null = null
  for (let k = 0; k < tried; k++) {
    const other = k + random.integer(order.length - k)
    ;[order[k], order[other]] = [order[other], order[k]]
    const split = splitOf(growing, rows, order[k])
    if (split !== null && (best === null || split.gain > best.gain)) best = split
  }
  return best
}

/** The best split by one column; null: none makes the error smaller. */
function splitOf({ columns, y, sums, counts }: Growing, rows: Int32Array, k: number): Split | null {
  const { codes, size, ordered } = columns[k]
  sums.fill(0, 0, size)
  counts.fill(0, 0, size)
  let total = 0
  for (const row of rows) {
    sums[codes[row]] += y[row]
    counts[codes[row]]++
    total += y[row]
  }
  const present: number[] = []
  for (let code = 0; code < size; code++) if (counts[code] > 0) present.push(code)
  if (present.length < 2) return null
  if (!ordered) present.sort((a, b) => sums[a] / counts[a] - sums[b] / counts[b] || a - b)
  const n = rows.length
  const whole = (total * total) / n
  let [sum, count, place, gain] = [0, 0, -1, 1e-12 * Math.abs(whole) + 1e-300]
  for (let i = 0; i < present.length - 1; i++) {
    sum += sums[present[i]]
    count += counts[present[i]]
    if (count < LEAST_LEAF || n - count < LEAST_LEAF) continue
    const taken = (sum * sum) / count + (total - sum) ** 2 / (n - count) - whole
    if (taken > gain) [place, gain] = [i, taken]
  }
  if (place === -1) return null
  return { gain, column: k, left: leftCodes(present, place, size, ordered) }
}

/** Codes that the node has not seen follow their neighbours where there is an order, else go right. */
function leftCodes(
  present: readonly number[],
  place: number,
  size: number,
  ordered: boolean
): Uint8Array {
  const left = new Uint8Array(size)
  if (ordered) return left.fill(1, 0, present[place] + 1)
  for (const code of present.slice(0, place + 1)) left[code] = 1
  return left
}

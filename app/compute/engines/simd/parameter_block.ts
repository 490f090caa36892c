import type { PlannedLayer } from './memory_plan.ts'
import { NEXT_ROW, placeOf } from './panels.ts'

/** A run of the port's list, and where it lies in a block: every `step`-th number from `first` on. */
type Run = (listed: number, count: number, first: number, step: number) => void

/** Calls `visit` for each row of weights and each bias. A unit's weights are a column of the block. */
function eachRun(layers: readonly PlannedLayer[], visit: Run): void {
  for (const { parts, k8, weight, bias } of layers) {
    for (const { layout, column } of parts) {
      const { inputs, outputs } = layout
      for (let o = 0; o < outputs; o++) {
        const first = weight / 4 + placeOf(0, column + o, 8 * k8)
        visit(layout.weight + o * inputs, inputs, first, NEXT_ROW)
      }
      visit(layout.bias, outputs, bias / 4 + column, 1)
    }
  }
}

/** Writes the port's list into a block; the padding is set to 0. */
export function writeBlock(
  block: Float32Array,
  layers: readonly PlannedLayer[],
  list: ArrayLike<number>
): void {
  block.fill(0)
  eachRun(layers, (listed, count, first, step) => {
    for (let i = 0; i < count; i++) block[first + i * step] = list[listed + i]
  })
}

/** Reads a block as the port's list of `size` numbers. */
export function readBlock(
  block: Float32Array,
  layers: readonly PlannedLayer[],
  size: number
): Float32Array {
  const list = new Float32Array(size)
  eachRun(layers, (listed, count, first, step) => {
    for (let i = 0; i < count; i++) list[listed + i] = block[first + i * step]
  })
  return list
}

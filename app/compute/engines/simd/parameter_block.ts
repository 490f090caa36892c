import { weightPlace } from './panels.ts'
import type { PlannedLayer } from './memory_plan.ts'

/** Calls `visit` with the place of each number in the port's list and in a block of parameters. */
function eachPlace(
  layers: readonly PlannedLayer[],
  visit: (listed: number, inBlock: number) => void
): void {
  for (const { parts, k8, weight, bias } of layers) {
    for (const { layout, column } of parts) {
      for (let o = 0; o < layout.outputs; o++) {
        for (let i = 0; i < layout.inputs; i++) {
          visit(layout.weight + o * layout.inputs + i, weight / 4 + weightPlace(column + o, i, k8))
        }
        visit(layout.bias + o, bias / 4 + column + o)
      }
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
  eachPlace(layers, (listed, inBlock) => {
    block[inBlock] = list[listed]
  })
}

/** Reads a block as the port's list of `size` numbers. */
export function readBlock(
  block: Float32Array,
  layers: readonly PlannedLayer[],
  size: number
): Float32Array {
  const list = new Float32Array(size)
  eachPlace(layers, (listed, inBlock) => {
    list[listed] = block[inBlock]
  })
  return list
}

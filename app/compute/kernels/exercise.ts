import { instantiate, type Kernels, type KernelVariant } from './kernels.ts'

const PAGE = 65_536
/** Rows and columns of the matrices: full panels, half a one, and several tiles. */
const SIZE = 40
const EIGHTS = SIZE / 8
const PANEL = SIZE * 64
const MATRIX = 3 * PANEL

/**
 * Runs every kernel on numbers that are always the same, and gives the memory it leaves: two
 * compilations are one arithmetic only if they leave equal bytes.
 */
export function exercise(variant: KernelVariant): Buffer {
  const { memory, kernels } = start(variant)
  runAll(kernels, new Int32Array(memory.buffer), new Float32Array(memory.buffer))
  return Buffer.from(memory.buffer)
}

/** The least time that the product of two matrices took. */
export function secondsOfProduct(variant: KernelVariant): number {
  const { kernels } = start(variant)
  let least = Infinity
  for (let i = 0; i < 20; i++) {
    const begin = performance.now()
    kernels.product(PAGE, 0, MATRIX, 2 * MATRIX, SIZE, EIGHTS, EIGHTS - 1, PANEL, PANEL, PANEL, 0)
    least = Math.min(least, (performance.now() - begin) / 1000)
  }
  return least
}

/** A memory whose first page holds numbers in [-1, 1) of a linear congruential generator. */
function start(variant: KernelVariant): { memory: WebAssembly.Memory; kernels: Kernels } {
  const memory = new WebAssembly.Memory({ initial: 4 })
  const kernels = instantiate(variant, memory)
  const numbers = new Float32Array(memory.buffer, 0, PAGE / 4)
  let state = 1
  for (let i = 0; i < numbers.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    numbers[i] = (state >>> 8) / 2 ** 23 - 1
  }
  return { memory, kernels }
}

/** Inputs lie in the first page, each output in a place of its own after it. */
function runAll(kernels: Kernels, integers: Int32Array, numbers: Float32Array): void {
  let top = PAGE
  const out = () => (top += MATRIX) - MATRIX
  const [a, b, bias] = [0, MATRIX, 2 * MATRIX]
  const [c, t, rows, actions] = [out(), out(), out(), out()]
  kernels.product(c, a, b, bias, SIZE, EIGHTS, EIGHTS, PANEL, PANEL, PANEL, 0)
  kernels.product(out(), a, b, bias, SIZE, EIGHTS, EIGHTS, PANEL, PANEL, PANEL, -Infinity)
  kernels.rowProduct(out(), a, b, bias, EIGHTS, EIGHTS, PANEL, 0)
  kernels.transpose(t, a, SIZE, EIGHTS, PANEL, PANEL)
  kernels.maskGradient(t, c, MATRIX)
  kernels.biasGradient(out(), a, SIZE, 3)
  for (let i = 0; i < SIZE; i++) {
    integers[rows / 4 + i] = 8 + ((i * 7) % 20)
    integers[actions / 4 + i] = i % 3
  }
  kernels.gather(out(), a, rows, b, SIZE, 21, 3, 5, PANEL)
  const [g, errors, q, losses] = [out(), out(), out(), out()]
  for (const [i, isDueling] of [false, true].entries()) {
    numbers[losses / 4 + i] = kernels.tdError(
      g,
      a,
      b,
      a,
      actions,
      bias,
      b,
      a,
      errors,
      SIZE,
      3,
      PANEL,
      1,
      isDueling,
      isDueling
    )
    kernels.qRow(q, a, 3, PANEL, isDueling)
  }
  const [w, m, v] = [out(), out(), out()]
  kernels.adam(w, m, v, a, MATRIX, 0.5, 1e-3, 2)
  kernels.adam(w, m, v, b, MATRIX, 1, 1e-3, 1.5)
  kernels.softUpdate(w, a, MATRIX, 0.005)
  numbers[losses / 4 + 2] = kernels.squares(a, MATRIX)
}

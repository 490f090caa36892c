import { kernelBytes } from './build.mjs'
import { canJoinVectors, compileKernels } from './compiled.ts'
import { exercise, secondsOfProduct } from './exercise.ts'
import { KernelsUnavailable } from './kernel_errors.ts'
import { instantiate, type Kernels, type KernelVariant } from './kernels.ts'

// at import, so that engines are made without waiting; a failure is told when one is wanted
const prepared = await kernelBytes().then(
  (bytes) => ({ bytes }),
  (cause: unknown) => ({ cause })
)
let chosen: KernelVariant | null = null

/** The kernels, as they run quickest on this processor, on a memory. @throws E_KERNELS_UNAVAILABLE */
export function startKernels(memory: WebAssembly.Memory): Kernels {
  if ('cause' in prepared) throw new KernelsUnavailable(prepared.cause)
  chosen ??= quickest(kernelVariants(prepared.bytes))
  return instantiate(chosen, memory)
}

/** Every way that gives the bits of the plainest: what V8 joins is trusted only after that. */
export function kernelVariants(bytes: Uint8Array): KernelVariant[] {
  const module = compileKernels(bytes, false)
  const plain = { module, joined: false, wide: false }
  const others = [{ ...plain, wide: true }]
  if (canJoinVectors()) {
    others.push({ module: compileKernels(bytes, true), joined: true, wide: true })
  }
  const expected = exercise(plain)
  return [plain, ...others.filter((each) => expected.equals(exercise(each)))]
}

function quickest(variants: readonly KernelVariant[]): KernelVariant {
  const seconds = variants.map(secondsOfProduct)
  return variants[seconds.indexOf(Math.min(...seconds))]
}

/** Whether this processor rounds a relaxed multiply-add once. @throws E_KERNELS_UNAVAILABLE */
export function probeFused(): boolean {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const numbers = new Float32Array(memory.buffer)
  numbers.fill(1 + 2 ** -12, 0, 4)
  numbers.fill(-(1 + 2 ** -11), 4, 8)
  return Boolean(startKernels(memory).isFused(0))
}

import { EngineMemoryMissing, NetworkTooLarge } from '../engine_errors.ts'

const PAGE = 65_536
/** What 32-bit addresses reach. */
const LIMIT = 65_536 * PAGE

/** @throws E_NETWORK_TOO_LARGE */
export function refuseTooLarge(bytes: number): void {
  if (bytes > LIMIT) throw new NetworkTooLarge(bytes, LIMIT)
}

/** A memory of at least so many bytes, all 0. @throws E_NETWORK_TOO_LARGE, E_ENGINE_MEMORY */
export function memoryOf(bytes: number): WebAssembly.Memory {
  refuseTooLarge(bytes)
  return orMissing(bytes, () => new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) }))
}

/** Whether the memory had to grow: its buffer is another one then. @throws as `memoryOf` */
export function growTo(memory: WebAssembly.Memory, bytes: number): boolean {
  refuseTooLarge(bytes)
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE)
  if (missing <= 0) return false
  orMissing(bytes, () => memory.grow(missing))
  return true
}

function orMissing<T>(bytes: number, allocate: () => T): T {
  try {
    return allocate()
  } catch (cause) {
    if (cause instanceof RangeError) throw new EngineMemoryMissing(bytes, cause)
    throw cause
  }
}

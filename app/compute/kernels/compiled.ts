import { setFlagsFromString } from 'node:v8'

/** Compile with the optimising compiler, at once and whole: what follows measures and keeps its code. */
const WHOLE = ['no-liftoff', 'no-wasm-lazy-compilation']
const JOIN = 'experimental-wasm-revectorize'

/**
 * WebAssembly's vectors have 128 bits. V8 can join neighbouring operations into ones of 256 (AVX2)
 * while it compiles, which doubles the speed of a matrix product and changes no bit of it; on x64 only,
 * and behind a flag, as it still counts as experimental.
 */
export function canJoinVectors(): boolean {
  const build: Record<string, unknown> = { ...process.config.variables }
  return process.arch === 'x64' && build['v8_enable_wasm_simd256_revec'] === 1
}

/** Compiles the kernels, with or without joined vectors. V8's flags are as before afterwards. */
export function compileKernels(bytes: Uint8Array, joined: boolean): WebAssembly.Module {
  const flags = joined ? [...WHOLE, JOIN] : WHOLE
  for (const flag of flags) setFlagsFromString(`--${flag}`)
  try {
    return new WebAssembly.Module(joined ? withMark(bytes) : bytes)
  } finally {
    for (const flag of flags) setFlagsFromString(`--${opposite(flag)}`)
  }
}

function opposite(flag: string): string {
  return flag.startsWith('no-') ? flag.slice(3) : `no-${flag}`
}

/** The bytes and an empty custom section: V8 compiles equal bytes once a process, whatever the flags. */
function withMark(bytes: Uint8Array): Uint8Array {
  const name = new TextEncoder().encode('joined')
  return Uint8Array.from([...bytes, 0, name.length + 1, name.length, ...name])
}

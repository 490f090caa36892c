/** The kernels as WebAssembly, compiled unless they are stored already. @throws when they do not compile */
export function kernelBytes(): Promise<Uint8Array>

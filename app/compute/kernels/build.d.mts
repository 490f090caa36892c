/** Compiles the kernels unless they are there already; gives the file. @throws when they do not compile */
export function buildKernels(): Promise<URL>

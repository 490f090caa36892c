/** The exports of assembly/index.ts; addresses and byte counts are numbers of a 32-bit memory. */
export interface Kernels {
  useWideTiles(on: boolean): void
  product(
    c: number,
    a: number,
    b: number,
    first: number,
    rows: number,
    k8: number,
    n8: number,
    aPanel: number,
    bPanel: number,
    cPanel: number,
    least: number
  ): void
  rowProduct(
    c: number,
    a: number,
    b: number,
    first: number,
    k8: number,
    n8: number,
    bPanel: number,
    least: number
  ): void
  transpose(t: number, x: number, rows: number, c8: number, xPanel: number, tPanel: number): void
  maskGradient(g: number, h: number, bytes: number): void
  biasGradient(d: number, g: number, rows: number, panels: number): void
  gather(
    out: number,
    table: number,
    rows: number,
    state: number,
    batch: number,
    width: number,
    columns: number,
    own: number,
    panelBytes: number
  ): void
  tdError(
    gradient: number,
    head: number,
    chooser: number,
    target: number,
    taken: number,
    returns: number,
    bootstraps: number,
    weights: number,
    errors: number,
    batch: number,
    actions: number,
    panelBytes: number,
    panels: number,
    dueling: boolean,
    huber: boolean
  ): number
  qRow(out: number, head: number, actions: number, panelBytes: number, dueling: boolean): number
  squares(g: number, bytes: number): number
  adam(
    w: number,
    m: number,
    v: number,
    g: number,
    bytes: number,
    scale: number,
    rate: number,
    root: number
  ): void
  softUpdate(target: number, online: number, bytes: number, tau: number): void
  isFused(at: number): boolean
}

/** One way to run the kernels; all give the same bits. */
export interface KernelVariant {
  readonly module: WebAssembly.Module
  /** Whether neighbouring vectors were joined into one of twice the width. */
  readonly joined: boolean
  /** Whether tiles are 16 columns wide. */
  readonly wide: boolean
}

/** The kernels on a memory. */
export function instantiate({ module, wide }: KernelVariant, memory: WebAssembly.Memory): Kernels {
  const instance = new WebAssembly.Instance(module, { env: { memory } })
  const kernels = instance.exports as unknown as Kernels
  kernels.useWideTiles(wide)
  return kernels
}

import { readFileSync } from 'node:fs'
import { buildKernels } from './build.mjs'

/** The exports of assembly/index.ts; addresses and byte counts are numbers of a 32-bit memory. */
export interface Kernels {
  forward(
    c: number,
    a: number,
    b: number,
    bias: number,
    rows: number,
    k8: number,
    n8: number,
    aPanel: number,
    bPanel: number,
    cPanel: number,
    relu: boolean
  ): void
  inputGradient(
    out: number,
    g: number,
    t: number,
    h: number,
    rows: number,
    k8: number,
    n8: number,
    gPanel: number,
    tPanel: number,
    outPanel: number
  ): void
  weightGradient(
    d: number,
    bias: number,
    x: number,
    g: number,
    batch: number,
    k8: number,
    n8: number,
    xPanel: number,
    gPanel: number,
    dPanel: number
  ): void
  transpose(t: number, w: number, k8: number, n8: number): void
  gather(
    out: number,
    line: number,
    table: number,
    rows: number,
    state: number,
    batch: number,
    width: number,
    columns: number,
    own: number,
    panels: number,
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
  isFused(at: number): number
}

// compiled once a process; a fresh checkout builds it here if its install step did not
const compiled = new WebAssembly.Module(readFileSync(await buildKernels()))

/** The kernels on a memory of their own. */
export function instantiate(memory: WebAssembly.Memory): Kernels {
  const instance = new WebAssembly.Instance(compiled, { env: { memory } })
  return instance.exports as unknown as Kernels
}

/** Whether this processor rounds a relaxed multiply-add once. */
export function probeFused(): boolean {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const numbers = new Float32Array(memory.buffer)
  numbers.fill(1 + 2 ** -12, 0, 4)
  numbers.fill(-(1 + 2 ** -11), 4, 8)
  return instantiate(memory).isFused(0) !== 0
}

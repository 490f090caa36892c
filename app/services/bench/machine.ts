import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'

/** What a figure was measured on. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly system: string
  readonly node: string
  /** Load average of the last minute before the first measurement. */
  readonly load: number
  readonly date: string
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    load: Math.round(loadavg()[0] * 100) / 100,
    date: new Date().toISOString().slice(0, 10),
  }
}

/** Seconds of processor time that the hypervisor gave to others since boot; 0 where it is not told. */
export function stolenSeconds(): number {
  if (process.platform !== 'linux') return 0
  const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/)
  return Number(fields[8] ?? 0) / 100
}

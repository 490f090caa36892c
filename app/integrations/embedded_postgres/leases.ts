import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, processName } from './processes.ts'

/** Which processes use the server: one file each, named by the process. Call under the folder lock. */
export class Leases {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  /** Notes this process; returns its lease. One process can hold several. */
  add(): string {
    const process_ = processName(process.pid) ?? `${process.pid}-0`
    const lease = `${process_}.${leaseCount++}`
    writeFileSync(join(this.#folder, lease), '')
    return lease
  }

  remove(lease: string): void {
    rmSync(join(this.#folder, lease), { force: true })
  }

  /** Leases of living processes; those of killed ones are dropped. */
  living(): string[] {
    return readdirSync(this.#folder).filter((lease) => {
      const alive = isAlive(lease.split('.')[0])
      if (!alive) this.remove(lease)
      return alive
    })
  }
}

let leaseCount = 0

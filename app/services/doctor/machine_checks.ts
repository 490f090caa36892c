import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { failed, ok, warning, type Check } from './check.js'

const OLDEST_NODE = 24
const GIGABYTE = 2 ** 30
const LEAST_FREE_GIGABYTES = { failed: 0.2, warning: 2 }

export const nodeCheck: Check = {
  name: 'node',
  needsDatabase: false,
  run() {
    const { version, platform, arch } = process
    const detail = `${version} on ${platform}-${arch}`
    if (Number.parseInt(version.slice(1), 10) >= OLDEST_NODE) return ok(detail)
    const remedy = `Start through npm (\`npm start\`), which brings Node ${OLDEST_NODE}.`
    return failed(`${detail}, but at least ${OLDEST_NODE} is needed`, remedy)
  },
}

export const coresCheck: Check = {
  name: 'cores',
  needsDatabase: false,
  run() {
    const cores = availableParallelism()
    return ok(`${cores}, memory ${(totalmem() / GIGABYTE).toFixed(1)} GB`)
  },
}

/** @param folder DATA_DIR, which may not exist yet */
export function dataFolderCheck(folder: string): Check {
  return {
    name: 'data folder',
    needsDatabase: false,
    run() {
      const present = nearestPresent(folder)
      try {
        accessSync(present, constants.W_OK)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        return failed(reason, 'Make it writable for this user, or set DATA_DIR to another folder.')
      }
      return ok(folder)
    },
  }
}

export function freeDiskCheck(folder: string): Check {
  return {
    name: 'free disk',
    needsDatabase: false,
    run() {
      const { bavail, bsize } = statfsSync(nearestPresent(folder))
      const free = (bavail * bsize) / GIGABYTE
      const detail = `${free.toFixed(1)} GB at ${folder}`
      const remedy = 'Free some, or set DATA_DIR to a folder on a larger disk.'
      if (free < LEAST_FREE_GIGABYTES.failed) return failed(detail, remedy)
      if (free < LEAST_FREE_GIGABYTES.warning) return warning(detail, remedy)
      return ok(detail)
    },
  }
}

function nearestPresent(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestPresent(dirname(folder))
}

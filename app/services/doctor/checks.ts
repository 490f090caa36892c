import type { Check } from './check.js'
import { clockCheck, migrationsCheck, postgresCheck } from './database_checks.js'
import { coresCheck, dataFolderCheck, freeDiskCheck, nodeCheck } from './machine_checks.js'

/** Every check of `node ace doctor`, in the order of its lines. A new one is added here. */
export function doctorChecks(dataFolder: string): readonly Check[] {
  return [
    nodeCheck,
    coresCheck,
    dataFolderCheck(dataFolder),
    freeDiskCheck(dataFolder),
    postgresCheck,
    migrationsCheck,
    clockCheck,
  ]
}

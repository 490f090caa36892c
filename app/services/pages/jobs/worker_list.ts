import { codeVersion } from '#services/code_version'
import { rows } from '#services/pages/rows'
import { LOST_AFTER_SECONDS } from '#services/pages/shell'
import { WorkerNotFound } from '#services/workers/drain_worker'
import { WORKER_STATE, type WorkerState } from '#services/workers/worker_state'

export interface Fingerprint {
  readonly engine: string
  readonly version: string
  readonly fused: boolean | null
}

export interface ListedWorker {
  readonly worker_id: number
  readonly host: string
  readonly process_id: number
  readonly role: string
  readonly version: string
  readonly cores: number
  readonly threads: number
  readonly busy: number
  readonly evaluating: number
  readonly env_steps_per_second: number | null
  readonly load_average: number | null
  readonly fingerprints: readonly Fingerprint[]
  readonly started_at: Date
  readonly heartbeat_at: Date
  readonly alive: boolean
  readonly state: WorkerState
  readonly draining_since: Date | null
  readonly drained_by: string | null
}

const COLUMNS = `w.worker_id, w.host, w.process_id, w.role, w.version, w.cores, w.threads, w.busy,
  w.evaluating, w.env_steps_per_second, w.load_average, w.fingerprints, w.started_at, w.heartbeat_at,
  w.draining_since, w.drained_by,
  w.heartbeat_at > now() - interval '${LOST_AFTER_SECONDS} seconds' as alive, ${WORKER_STATE} as state`

/** Workers with a heartbeat within a day, the living ones first. */
export async function workerList(): Promise<ListedWorker[]> {
  return rows<ListedWorker>(
    `select ${COLUMNS} from workers w where w.heartbeat_at > now() - interval '1 day'
     order by alive desc, w.host, w.worker_id`
  )
}

/** What draining a worker does, in numbers. */
export interface DrainPlan {
  readonly worker: ListedWorker
  /** Other workers that take jobs, and those of them that can go on with its checkpoints. */
  readonly others: number
  readonly alike: number
  /** Free threads of the latter. */
  readonly free: number
}

/** @throws E_WORKER_NOT_FOUND */
export async function drainPlan(workerId: number): Promise<DrainPlan> {
  const workers = await workerList()
  const worker = workers.find(({ worker_id: id }) => id === workerId)
  if (worker === undefined) throw new WorkerNotFound(workerId)
  const others = workers.filter(
    ({ worker_id: id, state }) => id !== workerId && state === 'working'
  )
  const own = arithmetic(worker)
  const alike = others.filter((other) => arithmetic(other) === own)
  const free = alike.reduce((sum, { threads, busy }) => sum + Math.max(0, threads - busy), 0)
  return { worker, others: others.length, alike: alike.length, free }
}

/** Of two with the same, each goes on with the other's checkpoints, bit for bit. */
function arithmetic({ fingerprints }: ListedWorker): string {
  const texts = fingerprints.map(({ engine, version, fused }) => `${engine} ${version} ${fused}`)
  return texts.sort().join()
}

/** Version of the program that shows the page: a worker with another one is to be updated. */
export function ownVersion(): string {
  return codeVersion()
}

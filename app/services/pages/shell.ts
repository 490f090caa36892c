import { row } from '#services/pages/rows'

/** Seconds after which a worker without heartbeat no longer counts as alive. */
export const LOST_AFTER_SECONDS = 30

/** What the frame of every page states. */
export interface ShellState {
  readonly datasets: number
  readonly running: number
  readonly queued: number
  readonly workersAlive: number
  /** Of the living, those that take no job. */
  readonly workersDraining: number
  readonly workersKnown: number
}

const NOTHING: ShellState = {
  datasets: 0,
  running: 0,
  queued: 0,
  workersAlive: 0,
  workersDraining: 0,
  workersKnown: 0,
}

export async function shellState(): Promise<ShellState> {
  const found = await row<ShellState>(
    `select
       (select count(*) from (select distinct symbol, interval, source from datasets) as each)::int
         as datasets,
       (select count(*) from training_runs where status = 'running')::int as running,
       (select count(*) from training_runs where status = 'queued')::int as queued,
       (select count(*) from workers where heartbeat_at > now() - make_interval(secs => :lost))::int
         as "workersAlive",
       (select count(*) from workers where heartbeat_at > now() - make_interval(secs => :lost)
         and draining_since is not null)::int as "workersDraining",
       (select count(*) from workers where heartbeat_at > now() - interval '10 minutes')::int
         as "workersKnown"`,
    { lost: LOST_AFTER_SECONDS }
  )
  return found ?? NOTHING
}

/** How many workers there are, and whether anybody has to look. */
function workersOf({
  workersAlive: alive,
  workersDraining: draining,
  workersKnown: known,
}: ShellState) {
  if (alive === 0) return { kind: 'bad', text: 'none alive' }
  if (alive === draining) return { kind: 'bad', text: 'none takes jobs' }
  const text = `${alive} of ${Math.max(known, alive)} alive`
  if (draining > 0) return { kind: 'warn', text: `${alive - draining} of ${alive} take jobs` }
  return { kind: alive < known ? 'warn' : 'ok', text }
}

/** What the foot of the frame says. */
export function footOf(state: ShellState) {
  return { workers: workersOf(state), queued: state.queued }
}

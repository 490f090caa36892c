import { WORKER_STATES } from '#services/workers/worker_state'
import {
  boolean,
  choice,
  count,
  id,
  list,
  named,
  nullable,
  number,
  record,
  said,
  time,
} from '#openapi/shape'

const fingerprint = named(
  'EngineFingerprint',
  record({
    engine: said('Name of the engine.'),
    version: said('Its version.'),
    fused: nullable(boolean('Whether multiply and add round once; null: not asked.')),
  })
)

export const WORKER_ROLES = ['server', 'worker', 'command'] as const

/** A process that works the queues. */
export const workerRecord = named(
  'Worker',
  record({
    worker_id: id('The process.'),
    host: said('Name of its machine.'),
    process_id: count('Its process number there.'),
    role: said('What it was started as.'),
    version: said('Version of the program.'),
    cores: count('Cores of the machine.'),
    threads: count('Runs that it takes at once.'),
    busy: count('Runs that it has in hand.'),
    evaluating: count('Evaluations that it has in hand.'),
    env_steps_per_second: nullable(number('Steps of the environment a second.')),
    load_average: nullable(
      number('Load of its machine over the last minute; null: not known yet.')
    ),
    fingerprints: list(fingerprint, { description: 'Engines that it has.' }),
    started_at: time('When it started.'),
    heartbeat_at: time('When it last gave sign.'),
    alive: boolean('Whether that was less than 30 s ago.'),
    state: choice(
      'What it does: it drains from when it is asked until nothing is in its hands.',
      WORKER_STATES
    ),
    draining_since: nullable(time('When it was asked to drain; null: it takes jobs.')),
    drained_by: nullable(said('Who asked it to.')),
  })
)

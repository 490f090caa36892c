import type { QueueLoad } from '#services/queue'

const PURPOSES: Readonly<Record<string, string>> = {
  train: 'Training runs',
  train_lost: 'Runs that were tried too often',
  rerun_lost: 'Reruns that were tried too often',
  evaluate: 'Evaluations',
  evaluate_lost: 'Evaluations that were tried too often',
  tune: 'Next trials of studies',
  notify: 'Deliveries to webhooks',
  mail: 'Letters',
}

/** Queues with what they are for; one of an engine's fingerprint holds what only such machines may go on with. */
export function queueRows(loads: readonly QueueLoad[]) {
  return loads
    .filter(({ name }) => !name.startsWith('__'))
    .map((load) => ({ ...load, purpose: PURPOSES[load.name] ?? machineQueue(load.name) }))
}

function machineQueue(name: string): string {
  const what = name.startsWith('rerun') ? 'Reruns' : 'Runs with a checkpoint'
  return `${what} for machines of this arithmetic`
}

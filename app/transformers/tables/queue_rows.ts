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

/**
 * Queues in which something waits or is worked, with what they are for, and how many there are. One of
 * an engine's fingerprint holds what only such machines may go on with.
 */
export function queueRows(loads: readonly QueueLoad[]) {
  const own = loads.filter(({ name }) => !name.startsWith('__'))
  const queues = own
    .filter(({ waiting, putOff, inHand }) => waiting + putOff + inHand > 0)
    .map((load) => ({ ...load, purpose: PURPOSES[load.name] ?? machineQueue(load.name) }))
  return { queues, queueCount: own.length }
}

function machineQueue(name: string): string {
  const what = name.startsWith('rerun') ? 'Reruns' : 'Runs with a checkpoint'
  return `${what} for machines of this arithmetic`
}

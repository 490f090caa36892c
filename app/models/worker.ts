import { WorkerSchema } from '#database/schema'

/** A process that works the queues. */
export default class Worker extends WorkerSchema {
  static table = 'workers'
}

import { RunEventSchema } from '#database/schema'

/** One line of a run's log. */
export default class RunEvent extends RunEventSchema {
  static table = 'run_events'
}

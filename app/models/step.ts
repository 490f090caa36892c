import { StepSchema } from '#database/schema'

/** One step of a recorded episode, from the bar before to `bar`. */
export default class Step extends StepSchema {
  static table = 'steps'
}

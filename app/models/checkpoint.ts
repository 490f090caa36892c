import { CheckpointSchema } from '#database/schema'

/** Where a run can go on; its content is read by CheckpointStore. */
export default class Checkpoint extends CheckpointSchema {
  static table = 'checkpoints'
}

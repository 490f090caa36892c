import { DatasetFindingSchema } from '#database/schema'

/** One line of a dataset's validation report. */
export default class DatasetFinding extends DatasetFindingSchema {
  static table = 'dataset_findings'
}

import { CodedError } from '#core/errors'

export class DatasetNotFound extends CodedError {
  readonly code = 'E_DATASET_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(reference: string | number) {
    super(
      `There is no dataset ${JSON.stringify(reference)}.`,
      'List them with `node ace data:list`, or fetch one with `node ace data:fetch SYMBOL`.'
    )
  }
}

/** A dataset that experiments pin is not deleted. */
export class DatasetInUse extends CodedError {
  readonly code = 'E_DATASET_IN_USE'
  readonly kind = 'conflict'

  constructor(datasetId: number, experiments: readonly string[]) {
    const names = experiments.slice(0, 3).join(', ') + (experiments.length > 3 ? ', …' : '')
    const count = experiments.length === 1 ? '1 experiment' : `${experiments.length} experiments`
    super(
      `Dataset ${datasetId} is used by ${count} (${names}). Nothing was deleted.`,
      'Delete these experiments first.'
    )
  }
}

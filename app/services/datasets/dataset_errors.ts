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

/** A dataset that experiments or studies pin is not deleted. */
export class DatasetInUse extends CodedError {
  readonly code = 'E_DATASET_IN_USE'
  readonly kind = 'conflict'

  /** Names of what uses it; one or more. */
  constructor(datasetId: number, experiments: readonly string[], studies: readonly string[]) {
    const users = [
      usersOf(experiments, 'experiment', 'experiments'),
      usersOf(studies, 'study', 'studies'),
    ].filter((words) => words !== null)
    super(
      `Dataset ${datasetId} is used by ${users.join(' and ')}. Nothing was deleted.`,
      'Delete what uses it first.'
    )
  }
}

function usersOf(names: readonly string[], one: string, many: string): string | null {
  if (names.length === 0) return null
  const some = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '')
  return `${names.length} ${names.length === 1 ? one : many} (${some})`
}

import type { TrainingConfig } from './training_parameters.ts'

type Validated = Pick<TrainingConfig, 'episodes' | 'validateEvery' | 'validateAt'>

/** Whether a validation follows this training episode; one follows the last. */
export function isValidated(
  episode: number,
  { episodes, validateEvery, validateAt }: Validated
): boolean {
  return episode % validateEvery === 0 || episode === episodes || validateAt.includes(episode)
}

/** The training episode that the first validation follows. */
export function firstValidation({ episodes, validateEvery, validateAt }: Validated): number {
  return Math.min(episodes, validateEvery, ...validateAt)
}

/** Validations of a whole run. */
export function validationCount(config: Validated): number {
  const { episodes, validateEvery, validateAt } = config
  const between = new Set(
    validateAt.filter((episode) => episode < episodes && episode % validateEvery !== 0)
  )
  return Math.ceil(episodes / validateEvery) + between.size
}

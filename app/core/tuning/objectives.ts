import type { Objective } from './study_plan.ts'

/** Validation metrics that a study may have as objective: of the kept model, the median over the seeds. */
export const OBJECTIVES = [
  'sharpe',
  'total_return',
  'max_drawdown',
  'win_rate',
  'total_reward',
] as const
export type ObjectiveName = (typeof OBJECTIVES)[number]

/** Words and unit of each. */
export const OBJECTIVE_LABELS: Readonly<Record<ObjectiveName, string>> = {
  sharpe: 'Validation Sharpe ratio',
  total_return: 'Validation total return',
  max_drawdown: 'Validation maximum drawdown',
  win_rate: 'Validation win rate',
  total_reward: 'Validation reward',
}

/**
 * Which way each is better, and where its values lie. A drawdown is a fraction of at most 0: the largest
 * is the shallowest.
 */
export const OBJECTIVE_SENSES: Readonly<
  Record<ObjectiveName, { readonly direction: Objective['direction']; readonly range: string }>
> = {
  sharpe: { direction: 'maximize', range: 'all numbers' },
  total_return: { direction: 'maximize', range: 'from -1 (all is lost) up' },
  max_drawdown: { direction: 'maximize', range: 'from -1 to 0 (no drawdown)' },
  win_rate: { direction: 'maximize', range: 'from 0 to 1' },
  total_reward: { direction: 'maximize', range: 'all numbers' },
}

/** A metric to be made as good as it can. */
export function objectiveOf(metric: ObjectiveName): Objective {
  return { metric, direction: OBJECTIVE_SENSES[metric].direction }
}

/** Why a metric is not searched in a direction; null: it is the right one. */
export function directionFault({ metric, direction }: Objective): string | null {
  const sense = OBJECTIVE_SENSES[metric]
  if (direction === sense.direction) return null
  const better = sense.direction === 'maximize' ? 'larger' : 'smaller'
  return `${metric} is to be ${direction}d, but must be ${sense.direction}d: its range is ${sense.range}, and ${better} is better.`
}

/** A metric's value turned so that larger is better; undefined and infinite ones are null. */
export function turned({ direction }: Objective, value: number | null): number | null {
  if (value === null || !Number.isFinite(value)) return null
  return direction === 'maximize' ? value : 0 - value
}

/** A turned value of a study's first objective in its own unit. */
export function ownUnit(
  { objectives }: { readonly objectives: readonly Objective[] },
  value: number
): number {
  return objectives[0].direction === 'maximize' ? value : 0 - value
}

/**
 * A trial's value of an objective from those of its seeds: their median, the mean of the middle two for
 * an even count. null when one is undefined: a policy that works on some seeds alone has no value.
 */
export function overSeeds(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0 || known.length < values.length) return null
  const ascending = known.toSorted((a, b) => a - b)
  const middle = ascending.length >> 1
  return ascending.length % 2 === 1
    ? ascending[middle]
    : (ascending[middle - 1] + ascending[middle]) / 2
}

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

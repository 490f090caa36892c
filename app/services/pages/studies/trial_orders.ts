import { bracketsOf } from '#core/tuning/brackets'
import type { SearchSpace } from '#core/tuning/search_space'
import type { Objective, StudyPlan } from '#core/tuning/study_plan'
import type { KeysetQuery } from '#services/pages/keyset'
import { PARAMETER_ORDERS } from '#services/tuning/parameter_orders'

/** What the order of a study's trials depends on. */
export type OrderedPlan = Pick<StudyPlan, 'objectives' | 'scheduler' | 'eta' | 'rungs' | 'space'>

const OWN = { id: 't.number', value: 't.value', value_2: 't.value_2' } as const
const WORK = { seconds: 't.seconds', worker: 't.worker' } as const

/** Columns by which a study's trials are ordered, searched parameters among them. */
export function trialSorts(space: SearchSpace): readonly string[] {
  const paths = space.dimensions.map(({ path }) => path)
  return [...Object.keys(OWN), 'rung', ...Object.keys(WORK), ...paths]
}

/** Whether a person can name a place in the order by its value. */
export function hasNames(key: string): boolean {
  return key !== 'rung' && PARAMETER_ORDERS[key]?.coded !== true
}

/** Columns whose order is that of texts. */
export function textSorts(space: SearchSpace): readonly string[] {
  const paths = space.dimensions.map(({ path }) => path)
  return ['worker', ...paths.filter((path) => PARAMETER_ORDERS[path].kind === 'text')]
}

/** The orders in SQL. */
export function trialOrders(
  plan: OrderedPlan
): Required<Pick<KeysetQuery, 'sortable' | 'kinds' | 'known'>> {
  const paths = plan.space.dimensions.map(({ path }) => path)
  const texts = textSorts(plan.space)
  return {
    sortable: {
      ...OWN,
      ...WORK,
      rung: byRung(plan),
      ...Object.fromEntries(paths.map((path) => [path, PARAMETER_ORDERS[path].sql])),
    },
    kinds: Object.fromEntries(texts.map((key) => [key, 'text'])),
    known: ['rung'],
  }
}

/** A trial's bracket in SQL. */
export function bracketSql(plan: OrderedPlan): string {
  const brackets = bracketsOf(plan)
  if (brackets.length === 1) return '0'
  return `('{${brackets.join(',')}}'::int[])[1 + t.number % ${brackets.length}]`
}

/** A trial's rung of the study in SQL. */
export function rungSql(plan: OrderedPlan): string {
  return plan.scheduler === 'hyperband' ? `(t.rung + ${bracketSql(plan)})` : 't.rung'
}

/**
 * The rung and, within it, the objective there: trials that came furthest first, the best of them first.
 * Outside of Hyperband an index has the order for an objective that is maximised. Without a value: below
 * all.
 */
function byRung(plan: OrderedPlan): string {
  return `coalesce(${rungSql(plan)} + 0.5 + atan(${upward(plan.objectives[0])}) / pi(), -1)`
}

function upward({ direction }: Objective): string {
  return direction === 'maximize' ? 't.value' : '-t.value'
}

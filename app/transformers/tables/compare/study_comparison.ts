import { counted } from '../../../../resources/format/numbers.ts'
import { valueText } from '#core/parameters/value_text'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import type { Dimension } from '#core/tuning/search_space'
import type { ComparedStudy } from '#services/pages/compare/compared_study'
import { parameterLabel } from '#core/parameters/parameter_label'
import { LETTERS } from '#transformers/charts/compare_figures'
import type { ComparedParameter } from '#transformers/tables/compare/parameter_comparison'

/** What two studies were told to do, in words; equal ones are left out where `onlyDifferent`. */
export function planComparison(
  compared: readonly ComparedStudy[],
  onlyDifferent: boolean
): ComparedParameter[] {
  return PLAN_ROWS.map(([label, of]) => rowOf('', label, compared.map(of))).filter(
    ({ differs }) => differs || !onlyDifferent
  )
}

/** What was searched, parameter by parameter. */
export function spaceComparison(
  compared: readonly ComparedStudy[],
  onlyDifferent: boolean
): ComparedParameter[] {
  const spaces = compared.map(({ plan }) => plan.space.dimensions)
  const paths = [...new Set(spaces.flatMap((space) => space.map(({ path }) => path)))]
  return paths
    .map((path) =>
      rowOf(
        path,
        parameterLabel(path),
        spaces.map((space) => dimensionText(space.find((each) => each.path === path)))
      )
    )
    .filter(({ differs }) => differs || !onlyDifferent)
}

/** Why best values must not be held against each other; one sentence each. */
export function studiesNotComparable(compared: readonly ComparedStudy[]): string[] {
  return ASPECTS.flatMap(([what, of]) => {
    const groups = new Map<string, string[]>()
    compared.forEach((study, k) => {
      const value = of(study)
      groups.set(value, [...(groups.get(value) ?? []), LETTERS[k]])
    })
    if (groups.size < 2) return []
    const parts = [...groups].map(([value, letters]) => `${letters.join(', ')}: ${value}`)
    return [`${what} ${parts.join('; ')}.`]
  })
}

type Words = (study: ComparedStudy) => string

const datasetsOf: Words = ({ datasets }) =>
  datasets
    .map(({ symbol, interval, version }) => `${symbol} ${interval}, version ${version}`)
    .join('; ') || 'none'

const objectivesOf: Words = ({ plan }) =>
  plan.objectives
    .map(
      ({ metric, direction }) =>
        `${OBJECTIVE_LABELS[metric]}, ${direction === 'maximize' ? 'maximised' : 'minimised'}`
    )
    .join('; ')

const largestOf: Words = ({ plan }) => counted(plan.rungs.at(-1) ?? 0, 'episode')

const ASPECTS: readonly (readonly [string, Words])[] = [
  ['They were judged on different bars.', datasetsOf],
  ['They have different objectives.', objectivesOf],
  [
    'Their best trials trained for different lengths.',
    ({ report }) =>
      report.best === null ? 'no value yet' : counted(report.best.resource, 'episode'),
  ],
  ['A value is the median of different numbers of seeds.', ({ plan }) => `${plan.seeds.length}`],
]

const PLAN_ROWS: readonly (readonly [string, Words])[] = [
  ['Datasets', datasetsOf],
  ['Objectives', objectivesOf],
  ['Scheduler', ({ plan }) => plan.scheduler],
  ['Reduction factor', ({ plan }) => String(plan.eta)],
  ['Rungs', ({ plan }) => `${plan.rungs.join(' · ')} episodes`],
  ['Largest resource', largestOf],
  ['Sampler', ({ plan }) => plan.sampler],
  ['Trials before TPE', ({ plan }) => (plan.sampler === 'tpe' ? String(plan.startupTrials) : '–')],
  ['Seed', ({ plan }) => String(plan.seed)],
  ['Training seeds', ({ plan }) => plan.seeds.join(', ')],
  ['Trials at most', ({ study }) => bound(study.trials_bound)],
  ['Episodes at most', ({ study }) => bound(study.episodes_bound)],
  ['Seconds at most', ({ study }) => bound(study.seconds_bound)],
  [
    'Warm start',
    ({ study }) => (study.warm_start_id === null ? 'none' : `from study ${study.warm_start_id}`),
  ],
]

function bound(value: number | null): string {
  return value === null ? 'no bound' : String(value)
}

function rowOf(path: string, label: string, values: readonly string[]): ComparedParameter {
  return { path, label, values, differs: new Set(values).size > 1 }
}

function dimensionText(dimension: Dimension | undefined): string {
  if (dimension === undefined) return 'not searched'
  const { when } = dimension
  const condition =
    when === null
      ? ''
      : `, only while ${when.path} is ${when.equals.map((each) => valueText(each)).join(' or ')}`
  if (dimension.type === 'categorical') {
    return dimension.choices.map((choice) => valueText(choice)).join(' · ') + condition
  }
  const { low, high, log, step } = dimension
  const steps =
    step === null || (dimension.type === 'integer' && step === 1) ? '' : `, step ${step}`
  return `${low} to ${high}${log ? ', logarithmic' : ''}${steps}${condition}`
}

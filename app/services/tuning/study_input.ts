import { InvalidParameter } from '#core/errors'
import type { RunParameters } from '#core/parameters/catalogue'
import type { PresetName } from '#core/parameters/preset'
import { resolveParameters, type Overrides } from '#core/parameters/resolve'
import { incomparable } from '#core/tuning/comparable_objectives'
import { directionFault, objectiveOf } from '#core/tuning/objectives'
import { isConfiguration } from '#core/tuning/propose'
import { readSearchSpace } from '#core/tuning/read_search_space'
import { effectFaults } from '#core/tuning/space_effects'
import { SearchSpaceInvalid } from '#core/tuning/tuning_errors'
import type { SamplerName } from '#core/tuning/sampler'
import { rungsFor } from '#core/tuning/scheduler_for'
import type { SchedulerName } from '#core/tuning/scheduler'
import type { SearchSpace, TrialValues } from '#core/tuning/search_space'
import type { Objective, StudyBudget, StudyPlan } from '#core/tuning/study_plan'
import { checkedSeeds } from '#services/training_service'

/** What a person asks a study for. */
export interface StudyInput {
  /** Ids or symbols (the newest version of one). */
  readonly datasets: readonly (number | string)[]
  readonly preset: PresetName
  readonly set: Overrides
  readonly name?: string | null
  readonly notes?: string | null
  /** JSON of a search space, as `readSearchSpace` takes it. */
  readonly space: unknown
  /** None: the Sharpe ratio. */
  readonly objectives?: readonly Objective[]
  readonly scheduler?: SchedulerName
  readonly eta?: number
  /** The grace period; none: a 27th of the largest resource, at least 1. */
  readonly minResource?: number
  /** Episodes of a trial that climbs to the top; none: `training.episodes`. */
  readonly maxResource?: number
  readonly sampler?: SamplerName
  readonly startupTrials?: number
  readonly budget?: Partial<StudyBudget>
  readonly seed?: number
  readonly seeds?: readonly number[]
  readonly concurrency?: number | null
  readonly enqueue?: readonly TrialValues[]
  readonly warmStartId?: number | null
}

export const STUDY_DEFAULTS = {
  objectives: [objectiveOf('sharpe')],
  scheduler: 'asha',
  eta: 3,
  sampler: 'tpe',
  startupTrials: 10,
  trials: 100,
  seed: 1,
  seeds: [1],
} as const

/** The base of a study: what trial 0 is trained with, validated at every rung besides. */
function studyBase(base: RunParameters, rungs: readonly number[]): RunParameters {
  const own = base.training.validateAt
  const validateAt = [...new Set([...own, ...rungs.slice(0, -1)])].sort((a, b) => a - b)
  return { ...base, training: { ...base.training, validateAt } }
}

/**
 * What trial 0 is trained with, before its rungs are known; `training.episodes` is the largest resource.
 * @throws E_INVALID_PARAMETER
 */
export function baseOf({ set, preset, maxResource }: StudyInput): RunParameters {
  return resolveParameters(overridesOf({ set, maxResource }), preset)
}

/** Steps of training episodes are not kept unless asked for: a study has many. */
export function overridesOf({
  set,
  maxResource,
}: Pick<StudyInput, 'set' | 'maxResource'>): Overrides {
  const episodes = maxResource === undefined ? {} : { 'training.episodes': maxResource }
  return { 'training.recordEvery': 0, ...set, ...episodes }
}

/**
 * A plan from what was asked for, but for the warm start.
 * @param base resolved from preset and overrides, `training.episodes` being the largest resource
 * @throws E_INVALID_PARAMETER, E_SEARCH_SPACE
 */
export function planOf(input: StudyInput, base: RunParameters): StudyPlan {
  const schedule = scheduleOf(input, base)
  const space = spaceOf(input, base)
  return {
    version: 1,
    base: studyBase(base, schedule.rungs),
    space,
    objectives: comparableObjectives(input, space),
    ...schedule,
    sampler: input.sampler ?? STUDY_DEFAULTS.sampler,
    startupTrials: startupTrialsOf(input),
    seed: seedOf(input),
    seeds: checkedSeeds(input.seeds ?? STUDY_DEFAULTS.seeds),
    concurrency: concurrencyOf(input),
    enqueued: checkedPoints(input.enqueue ?? [], space, base),
    warmStart: null,
  }
}

/** @throws E_SEARCH_SPACE for one that is none, or has a parameter that has no effect on the base */
export function spaceOf(input: StudyInput, base: RunParameters): SearchSpace {
  const space = readSearchSpace(input.space)
  const faults = effectFaults(space, base)
  if (faults.length > 0) throw new SearchSpaceInvalid(faults)
  return space
}

/** @throws E_INVALID_PARAMETER for rungs that there are not */
export function scheduleOf(
  input: StudyInput,
  base: RunParameters
): Pick<StudyPlan, 'scheduler' | 'eta' | 'minResource' | 'rungs'> {
  const scheduler = input.scheduler ?? STUDY_DEFAULTS.scheduler
  const eta = input.eta ?? STUDY_DEFAULTS.eta
  const minResource = input.minResource ?? usualGracePeriod(base.training.episodes)
  const rungs = rungsFor({ scheduler, eta, minResource }, base.training.episodes)
  return { scheduler, eta, minResource, rungs }
}

/** Episodes to the lowest rung unless asked for otherwise. */
export function usualGracePeriod(maxResource: number): number {
  return Math.max(1, Math.floor(maxResource / 27))
}

/** @throws E_INVALID_PARAMETER for none, more than two, one twice, or one in its worse direction */
export function objectivesOf({
  objectives = STUDY_DEFAULTS.objectives,
}: StudyInput): readonly Objective[] {
  const isOnce = new Set(objectives.map(({ metric }) => metric)).size === objectives.length
  bounded('objectives', objectives.length, 1, 2)
  for (const objective of objectives) {
    const fault = directionFault(objective)
    if (fault === null) continue
    const remedy = `Name ${objective.metric} alone, without a minus or a direction.`
    throw new InvalidParameter('objectives', fault, remedy)
  }
  if (isOnce) return objectives
  throw new InvalidParameter(
    'objectives',
    `objectives names ${objectives[0].metric} twice, but must name different metrics.`,
    'Give one, or two that pull against each other, as sharpe and max_drawdown.'
  )
}

/** @throws E_INVALID_PARAMETER, also where the space moves what an objective means */
export function comparableObjectives(input: StudyInput, space: SearchSpace): readonly Objective[] {
  const objectives = objectivesOf(input)
  const fault = incomparable(objectives, space)
  if (fault !== null) throw new InvalidParameter('objectives', fault.message, fault.remedy)
  return objectives
}

/** @throws E_INVALID_PARAMETER */
export function startupTrialsOf({ startupTrials }: StudyInput): number {
  return bounded('startup-trials', startupTrials ?? STUDY_DEFAULTS.startupTrials, 1, 10_000)
}

/** @throws E_INVALID_PARAMETER */
export function seedOf({ seed }: StudyInput): number {
  return bounded('seed', seed ?? STUDY_DEFAULTS.seed, 0, 2 ** 32 - 1)
}

/** @throws E_INVALID_PARAMETER */
export function concurrencyOf({ concurrency = null }: StudyInput): number | null {
  return concurrency === null ? null : bounded('concurrency', concurrency, 1, 1000)
}

/** @throws E_INVALID_PARAMETER for a bound out of range, or when there is none at all */
export function budgetOf(given: Partial<StudyBudget> = {}): StudyBudget {
  const { trials = null, episodes = null, seconds = null } = given
  const isOpen = trials === null && episodes === null && seconds === null
  if (trials !== null) bounded('trials', trials, 1, 1_000_000)
  if (episodes !== null) bounded('episodes', episodes, 1, 1e12)
  if (seconds !== null && !(seconds > 0 && seconds <= 366 * 86_400)) {
    throw new InvalidParameter(
      'seconds',
      `seconds is ${seconds}, but must be over 0 and at most 31,622,400, a year.`,
      'Leave it out for no limit of time.'
    )
  }
  return { trials: isOpen ? STUDY_DEFAULTS.trials : trials, episodes, seconds }
}

/** @throws E_INVALID_PARAMETER for a budget that not even trial 0 reaches its first rung within */
export function refuseTooSmall(
  { episodes }: Pick<StudyBudget, 'episodes'>,
  { rungs, seeds }: Pick<StudyPlan, 'rungs' | 'seeds'>
): void {
  const least = rungs[0] * seeds.length
  if (episodes === null || episodes >= least) return
  const each = seeds.length === 1 ? '' : `, ${rungs[0]} for each of ${seeds.length} seeds`
  throw new InvalidParameter(
    'episodes',
    `episodes is ${episodes}, but must be at least ${least}: so many a trial takes to its first rung${each}.`,
    'Give more, or take a shorter grace period.'
  )
}

/** @throws E_INVALID_PARAMETER for a point that lies outside the space's paths or is no configuration */
export function checkedPoints(
  points: readonly TrialValues[],
  space: SearchSpace,
  base: RunParameters
): readonly TrialValues[] {
  const paths = new Set(space.dimensions.map(({ path }) => path))
  for (const [k, point] of points.entries()) {
    const stranger = Object.keys(point).find((path) => !paths.has(path))
    if (stranger !== undefined) {
      throw new InvalidParameter(
        'enqueue',
        `Point ${k + 1} sets ${stranger}, which the study does not search.`,
        `It can set ${[...paths].join(', ')}.`
      )
    }
    if (!isConfiguration(base, point)) {
      throw new InvalidParameter(
        'enqueue',
        `Point ${k + 1}, ${JSON.stringify(point)}, is no valid configuration.`,
        'Hold its values against the parameters’ bounds in the help.'
      )
    }
  }
  return points
}

function bounded(path: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new InvalidParameter(
    path,
    `${path} is ${value}, but must be an integer from ${least} to ${most}.`,
    'The help on tuning says what it does.'
  )
}

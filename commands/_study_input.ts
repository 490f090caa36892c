import { InvalidParameter } from '#core/errors'
import { PRESETS, type PresetName } from '#core/parameters/preset'
import { OBJECTIVES, type ObjectiveName } from '#core/tuning/objectives'
import { SAMPLERS } from '#core/tuning/sampler'
import { SCHEDULERS } from '#core/tuning/scheduler'
import type { Objective, StudyBudget } from '#core/tuning/study_plan'
import type { StudyInput } from '#services/tuning/study_input'
import { assignments, seedsOf } from './_assignments.js'
import { flagOf, integerOf, numberOf, refuseTwice, withoutUndefined } from './_flags.js'
import { spaceOf } from './_search_space.js'
import { budgetIn, pointsOf } from './_study_bounds.js'

/** The flags of `tune`. */
export interface StudyFlags {
  dataset?: string[]
  space?: string
  preset?: string
  set?: string[]
  objective?: string
  trials?: string
  maxResource?: string
  reductionFactor?: string
  gracePeriod?: string
  sampler?: string
  scheduler?: string
  startupTrials?: string
  seed?: string
  seeds?: string
  concurrency?: string
  maxEpisodes?: string
  maxSeconds?: string
  enqueue?: string
  warmStart?: string
  name?: string
  notes?: string
  resume?: string
}

const SINGLE = [
  ...(['space', 'preset', 'objective', 'trials', 'maxResource', 'reductionFactor'] as const),
  ...(['gracePeriod', 'sampler', 'scheduler', 'startupTrials', 'seed', 'seeds'] as const),
  ...(['concurrency', 'maxEpisodes', 'maxSeconds', 'enqueue', 'warmStart', 'resume'] as const),
  ...(['name', 'notes'] as const),
] as const

interface ReadFlags {
  /** The study to go on with; null: a new one. */
  readonly resume: number | null
  readonly budget: Partial<StudyBudget>
  launch(): StudyInput
}

/** Flags of `tune` as the service takes them. @throws E_INVALID_PARAMETER */
export async function studyInput(flags: StudyFlags): Promise<ReadFlags> {
  refuseTwice(flags, SINGLE)
  const budget = budgetIn(flags)
  const resume = integerOf('resume', flags.resume) ?? null
  if (resume !== null) refuseWithResume(flags)
  const space = resume === null ? await spaceOf(flags.space ?? 'agent') : null
  const enqueue = flags.enqueue === undefined ? undefined : await pointsOf(flags.enqueue)
  return {
    resume,
    budget,
    launch: () => ({
      datasets: datasetsOf(flags.dataset),
      space,
      preset: oneOf<PresetName>('preset', flags.preset ?? 'default', PRESETS),
      set: assignments(flags.set),
      budget,
      ...withoutUndefined({
        name: flags.name,
        notes: flags.notes,
        objectives: flags.objective === undefined ? undefined : objectivesOf(flags.objective),
        scheduler: optionOf('scheduler', flags.scheduler, SCHEDULERS),
        sampler: optionOf('sampler', flags.sampler, SAMPLERS),
        eta: numberOf('reduction-factor', flags.reductionFactor),
        minResource: numberOf('grace-period', flags.gracePeriod),
        maxResource: numberOf('max-resource', flags.maxResource),
        startupTrials: numberOf('startup-trials', flags.startupTrials),
        seed: numberOf('seed', flags.seed),
        seeds: seedsOf(undefined, flags.seeds),
        concurrency: numberOf('concurrency', flags.concurrency),
        warmStartId: integerOf('warm-start', flags.warmStart),
        enqueue,
      }),
    }),
  }
}

/** What a study goes on with: everything else is fixed since its launch. */
const WITH_RESUME: readonly string[] = ['resume', 'trials', 'maxEpisodes', 'maxSeconds']

function refuseWithResume(flags: StudyFlags): void {
  const others = [...SINGLE, 'dataset' as const, 'set' as const].filter(
    (name) => flags[name] !== undefined && !WITH_RESUME.includes(name)
  )
  if (others.length === 0) return
  throw new InvalidParameter(
    'resume',
    `${others.map(flagOf).join(', ')} ${others.length === 1 ? 'is' : 'are'} given with --resume, but a study goes on as it was launched.`,
    'Leave out all but --trials, --max-episodes, --max-seconds, --detach and --json; `node ace study:extend` enqueues points, and a clone changes the rest.'
  )
}

function datasetsOf(given: string[] | undefined): string[] {
  if (given?.length) return given
  throw new InvalidParameter(
    'dataset',
    'dataset is missing.',
    'Give --dataset=ID or --dataset=SYMBOL; `node ace data:list` lists them.'
  )
}

/** `sharpe,max_drawdown`: the first decides promotions. A minus asks for the least, which is judged with the rest. */
function objectivesOf(given: string): Objective[] {
  return given.split(',').map((each) => {
    const direction = each.startsWith('-') ? 'minimize' : 'maximize'
    const metric = each.replace(/^-/, '')
    return { metric: oneOf<ObjectiveName>('objective', metric, OBJECTIVES), direction }
  })
}

function optionOf<T extends string>(
  flag: string,
  given: string | undefined,
  among: readonly T[]
): T | undefined {
  return given === undefined ? undefined : oneOf(flag, given, among)
}

function oneOf<T extends string>(flag: string, given: string, among: readonly string[]): T {
  if (among.includes(given)) return given as T
  throw new InvalidParameter(
    flag,
    `--${flag} is "${given}", but must be one of ${among.join(', ')}.`,
    'The help on tuning says what each does.'
  )
}

import type { PresetName } from '#core/parameters/preset'
import type { ObjectiveName } from '#core/tuning/objectives'
import type { SamplerName } from '#core/tuning/sampler'
import type { SchedulerName } from '#core/tuning/scheduler'
import type { SpaceRow } from '#core/tuning/space_rows'
import { STUDY_DEFAULTS } from '#services/tuning/study_input'

/** The search space as it is being edited: the view that is sent is the one that counts. */
export interface SpaceForm {
  readonly view: 'rows' | 'json'
  /** Of the JSON view. */
  readonly json: string
  /** Of the view in rows. */
  readonly rows: readonly SpaceRow[]
}

/** The form of a new study: texts as they are typed, and choices. Empty texts stand for defaults. */
export interface StudyForm {
  readonly datasets: readonly number[]
  readonly preset: PresetName
  /** Lines of path=value. */
  readonly set: string
  readonly name: string
  readonly notes: string
  readonly space: SpaceForm
  readonly objective: ObjectiveName
  readonly second: ObjectiveName | null
  readonly scheduler: SchedulerName
  readonly sampler: SamplerName
  readonly trials: string
  readonly maxResource: string
  readonly gracePeriod: string
  readonly eta: string
  readonly startupTrials: string
  readonly seeds: string
  readonly seed: string
  readonly concurrency: string
  readonly maxEpisodes: string
  readonly maxHours: string
  /** A point on each line, path=value with semicolons between. */
  readonly enqueue: string
  readonly warmStart: string
}

/** The form as it is when nothing has been typed. */
export const BLANK_STUDY: Omit<StudyForm, 'space'> = {
  datasets: [],
  preset: 'default',
  ...{ set: '', name: '', notes: '', enqueue: '', warmStart: '' },
  objective: 'sharpe',
  second: null,
  scheduler: STUDY_DEFAULTS.scheduler,
  sampler: STUDY_DEFAULTS.sampler,
  trials: String(STUDY_DEFAULTS.trials),
  ...{ maxResource: '', gracePeriod: '', concurrency: '', maxEpisodes: '', maxHours: '' },
  eta: String(STUDY_DEFAULTS.eta),
  startupTrials: String(STUDY_DEFAULTS.startupTrials),
  seeds: STUDY_DEFAULTS.seeds.join(', '),
  seed: String(STUDY_DEFAULTS.seed),
}

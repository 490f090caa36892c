import { InvalidParameter } from '#core/errors'
import type { RunStatus } from '#models/training_run'

/** How many rows a seeding makes. */
export interface SeedSize {
  readonly runs: number
  readonly episodes: number
  /** Recorded steps of all episodes together. */
  readonly steps: number
  /** Trials of a study; 0 or left out: no study. */
  readonly trials?: number
}

export interface PlannedRun {
  readonly status: RunStatus
  /** Training and validation episodes; 0 of a queued run. */
  readonly episodes: number
}

export interface SeedPlan {
  readonly runs: readonly PlannedRun[]
  /** Steps of the one long episode, the first recorded one; 0: there is none. */
  readonly longSteps: number
  /** Steps of each other recorded episode; the first `extra` of them have one more. */
  readonly steps: number
  readonly extra: number
}

/** A whole page of bars: as many as a chart must draw at once. */
export const LONG_STEPS = 5000
/** Bars that the shortest seeded range holds. */
const MOST_STEPS = 700
const LEAST_STEPS = 20
/** The first run has so large a share of all episodes that its own pages are long. */
const LARGEST_SHARE = 50
/** The seeds of an experiment. */
export const SEEDS = 3
/** Training episodes between two validations, and between two recorded training episodes. */
export const VALIDATE_EVERY = 4
export const RECORD_EVERY = 10
const CYCLE = VALIDATE_EVERY + 1

const EVERY_STATUS = ['completed', 'failed', 'cancelled', 'running', 'queued', 'paused'] as const

/** Of each status one, then mostly completed runs. */
function statusOf(k: number): RunStatus {
  if (k < EVERY_STATUS.length) return EVERY_STATUS[k]
  if (k % 200 === 100) return 'running'
  if (k % 200 === 150) return 'queued'
  if (k % 50 === 0) return 'failed'
  return k % 50 === 25 ? 'cancelled' : 'completed'
}

/** What the k-th episode of a run (1, 2, …) is: four of training, one of validation, and so on. */
export function plannedEpisode(k: number) {
  const validations = Math.floor(k / CYCLE)
  const kind = k % CYCLE === 0 ? ('validation' as const) : ('training' as const)
  const number = k - validations
  const recorded = kind === 'validation' || number % RECORD_EVERY === 0
  return { kind, number, recorded }
}

/** Training episodes among the first `episodes` of a run. */
export function trainingsOf(episodes: number): number {
  return episodes - Math.floor(episodes / CYCLE)
}

function recordedOf(episodes: number): number {
  let count = 0
  for (let k = 1; k <= episodes; k++) if (plannedEpisode(k).recorded) count++
  return count
}

/**
 * Shares episodes and steps out over runs.
 * @throws E_INVALID_PARAMETER when the recorded episodes would be too short or too long
 */
export function planOf({ runs, episodes, steps }: SeedSize): SeedPlan {
  const statuses = Array.from({ length: runs }, (_, k) => statusOf(k))
  const filled = statuses.filter((status) => status !== 'queued').length
  const least = Math.ceil(episodes / LARGEST_SHARE)
  const large = filled === 1 ? episodes : Math.max(least, Math.ceil(episodes / filled))
  const [base, rest] = filled === 1 ? [0, 0] : quotient(episodes - large, filled - 1)
  if (large < CYCLE || (filled > 1 && base < 1)) throw tooFewEpisodes(episodes, runs)
  let others = 0
  const planned = statuses.map((status, k): PlannedRun => {
    if (k === 0) return { status, episodes: large }
    if (status === 'queued') return { status, episodes: 0 }
    return { status, episodes: base + (others++ < rest ? 1 : 0) }
  })
  return { runs: planned, ...lengthsOf(planned, steps) }
}

function lengthsOf(runs: readonly PlannedRun[], steps: number) {
  const recorded = runs.reduce((sum, run) => sum + recordedOf(run.episodes), 0)
  const longSteps = recorded > 1 && steps >= 2 * LONG_STEPS ? LONG_STEPS : 0
  const left = recorded - (longSteps > 0 ? 1 : 0)
  const [each, extra] = quotient(steps - longSteps, left)
  if (each >= LEAST_STEPS && each < MOST_STEPS) return { longSteps, steps: each, extra }
  const [fewest, most] = [LEAST_STEPS * left + longSteps, MOST_STEPS * left + longSteps - 1]
  throw new InvalidParameter(
    'steps',
    `--steps is ${steps}, but ${recorded} recorded episodes have ${fewest} to ${most}.`,
    'Give more or fewer steps, or another number of episodes.'
  )
}

function quotient(dividend: number, divisor: number): [number, number] {
  return [Math.floor(dividend / divisor), dividend % divisor]
}

function tooFewEpisodes(episodes: number, runs: number): InvalidParameter {
  const message = `--episodes is ${episodes}, but must be at least ${Math.max(CYCLE, 2 * runs)} for ${runs} runs.`
  return new InvalidParameter('episodes', message, 'Give more episodes or fewer runs.')
}

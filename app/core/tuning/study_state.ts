import { Defect } from '../errors.ts'
import { turned } from './objectives.ts'
import type { Scheduler } from './scheduler.ts'
import type { TrialValues } from './search_space.ts'
import type { StudyEvent } from './study_log.ts'
import type { Objective } from './study_plan.ts'
import type { ClimbingTrial } from './trial_record.ts'

/** Work that is to be handed out. `resource`: episodes at which the trial is to stop. */
export type StudyDecision =
  | {
      readonly do: 'promote'
      readonly trial: number
      readonly toRung: number
      readonly resource: number
    }
  | { readonly do: 'start'; readonly trial: number; readonly resource: number }
  | { readonly do: 'wait' }

/** The best of the trials that came furthest: values of different resources are not compared. */
export interface BestTrial {
  readonly trial: number
  /** The first objective, turned so that larger is better. */
  readonly value: number
  /** Episodes of each seed. */
  readonly resource: number
}

type Reached = { -readonly [K in keyof ClimbingTrial]: ClimbingTrial[K] } & {
  readonly results: (readonly (number | null)[])[]
}

/** What a study is decided from: its log, digested one event at a time. */
export class StudyState {
  readonly #scheduler: Scheduler
  readonly #objectives: readonly Objective[]
  readonly #seeds: number
  readonly #trials: Reached[] = []
  readonly #enqueued: TrialValues[]
  #bounds: { trials: number | null; episodes: number | null } = { trials: null, episodes: null }
  #closed = false
  #inFlight = 0
  #episodes = 0
  #failed = 0
  #best: BestTrial | null = null

  /**
   * @param seeds training seeds of a trial: each spends the trial's episodes
   * @param enqueued points to try right after the defaults
   */
  constructor(
    scheduler: Scheduler,
    objectives: readonly Objective[],
    seeds: number,
    enqueued: readonly TrialValues[]
  ) {
    this.#scheduler = scheduler
    this.#objectives = objectives
    this.#seeds = seeds
    this.#enqueued = [...enqueued]
  }

  /** Trials in order of number. */
  get trials(): readonly ClimbingTrial[] {
    return this.#trials
  }

  /** Trials that are being trained. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** Episodes handed out, over all seeds; a trial that failed on the way counts to its rung. */
  get episodes(): number {
    return this.#episodes
  }

  /** Trials that failed. */
  get failed(): number {
    return this.#failed
  }

  /** The best trial; null before any has a value. */
  get best(): BestTrial | null {
    return this.#best
  }

  /** Whether no more work is handed out, by time or by a person. */
  get isClosed(): boolean {
    return this.#closed
  }

  /** Whether nothing is being trained and nothing is left to hand out. */
  get isDone(): boolean {
    return this.#inFlight === 0 && this.next().do === 'wait'
  }

  /** The point that waits to be tried first; null: none. */
  get enqueued(): TrialValues | null {
    return this.#enqueued[0] ?? null
  }

  /** Episodes at which a rung of a trial lies. */
  resourceOf(trial: number, rung: number): number {
    return this.#scheduler.rungsOf(trial)[rung]
  }

  /**
   * The work to hand out next, if there is a free worker. What the bound on episodes has too little left
   * for is passed over for cheaper work, so that the bound is used.
   */
  next(): StudyDecision {
    if (this.#closed) return { do: 'wait' }
    const trial = this.#trials.length
    const resource = this.resourceOf(trial, 0)
    const { trials, episodes } = this.#bounds
    const affordable = episodes === null ? Infinity : (episodes - this.#episodes) / this.#seeds
    const mayStart = (trials === null || trial < trials) && resource <= affordable
    const decision = this.#scheduler.next(mayStart, affordable)
    if (decision.do === 'start') return { do: 'start', trial, resource }
    if (decision.do === 'wait') return decision
    return { ...decision, resource: this.resourceOf(decision.trial, decision.toRung) }
  }

  /** @throws Defect for an event that cannot follow those before it */
  apply(event: StudyEvent): void {
    switch (event.kind) {
      case 'started':
        return this.#start(event.trial, event.values, event.origin === 'enqueued')
      case 'promoted':
        return this.#promote(event.trial, event.rung)
      case 'reported':
        return this.#report(event)
      case 'enqueued':
        this.#enqueued.push(...event.points)
        return
      case 'bounded':
        this.#bounds = { trials: event.trials, episodes: event.episodes }
        this.#closed = false
        return
      case 'closed':
        this.#closed = true
        return
    }
  }

  #start(number: number, values: TrialValues, wasEnqueued: boolean): void {
    if (number !== this.#trials.length) throw new Defect(`Trial ${number} started out of turn.`)
    if (wasEnqueued) this.#enqueued.shift()
    const resources = this.#scheduler.rungsOf(number)
    this.#trials.push({ number, values, resources, results: [], running: true })
    this.#handOut(this.resourceOf(number, 0))
  }

  #promote(number: number, rung: number): void {
    const trial = this.#trials[number]
    if (trial.running || trial.results.length !== rung) {
      throw new Defect(`Trial ${number} cannot be promoted to rung ${rung}.`)
    }
    trial.running = true
    this.#scheduler.promoted(number, rung)
    this.#handOut(this.#step(number, rung))
  }

  #report({ trial: number, rung, results, failed }: StudyEvent & { kind: 'reported' }): void {
    const trial = this.#trials[number]
    if (!trial.running || trial.results.length !== rung) {
      throw new Defect(`Trial ${number} reported twice at rung ${rung}.`)
    }
    const values = results.map((value, k) => turned(this.#objectives[k], value))
    trial.running = false
    trial.results.push(values)
    this.#inFlight--
    if (failed) this.#failed++
    this.#scheduler.reported(number, rung, values[0])
    if (values[0] !== null) this.#compare(number, values[0], this.resourceOf(number, rung))
  }

  /** Of equal values the older trial stays best. */
  #compare(trial: number, value: number, resource: number): void {
    const best = this.#best
    const isBetter =
      best === null ||
      resource > best.resource ||
      (resource === best.resource &&
        (value > best.value || (value === best.value && trial < best.trial)))
    if (isBetter) this.#best = { trial, value, resource }
  }

  #handOut(episodes: number): void {
    this.#inFlight++
    this.#episodes += episodes * this.#seeds
  }

  /** Episodes from the rung below. */
  #step(trial: number, rung: number): number {
    const below = rung === 0 ? 0 : this.resourceOf(trial, rung - 1)
    return this.resourceOf(trial, rung) - below
  }
}

import { inject } from '@adonisjs/core'
import type { ValueFault } from '#core/parameters/value_faults'
import { expectedResource, type ExpectedResource } from '#core/tuning/expected_resource'
import { sampledSpace, type DimensionSamples } from '#core/tuning/space_samples'
import type { StudyPlan } from '#core/tuning/study_plan'
import DatasetService from '#services/dataset_service'
import type { SplitView } from '#services/pages/launch_estimate'
import LaunchPage from '#services/pages/launch_page'
import type { Trial } from '#services/pages/launch_trial'
import { estimateStudy, type StudyEstimate } from '#services/pages/studies/study_estimate'
import { faultsOf } from '#services/tuning/study_faults'
import { withPinnedRanges } from '#services/tuning/pinned_ranges'
import { baseOf, budgetOf, planOf, type StudyInput } from '#services/tuning/study_input'
import type { WarmStarted } from '#services/tuning/study_head'
import { tuneCommand } from '#services/tuning/tune_command'
import { warmTrials } from '#services/tuning/warm_start'

/** Points drawn for the strips beside the parameters. */
const SAMPLES = 200

/** What the form's panel and its strips say of what is typed. */
export interface JudgedStudy {
  readonly faults: readonly ValueFault[]
  readonly samples: readonly DimensionSamples[]
  readonly plan: StudyPlan | null
  readonly rungs: readonly number[]
  readonly expected: ExpectedResource | null
  readonly estimate: StudyEstimate | null
  /** Of the first dataset, the same for every trial, and the bars that lie between two of them. */
  readonly ranges: readonly SplitView[]
  readonly barsBetween: number
  /** The checks before training as they were made of the base; undefined: they are still to be made. */
  readonly trial: Trial | undefined
  /** Trials that a warm start brings, and why none; null: none was asked for. */
  readonly warmStart: WarmStarted | null
  readonly command: string | null
}

@inject()
export default class StudyLaunchPage {
  constructor(
    protected launches: LaunchPage,
    protected datasets: DatasetService
  ) {}

  /** @param found what the form itself found wrong with `input` */
  async judge(input: StudyInput, found: readonly ValueFault[]): Promise<JudgedStudy> {
    if (found.length > 0) return { ...NOTHING, faults: found }
    const asked = planOf(input, baseOf(input))
    const plan = await this.#pinned(input, asked)
    const faults: ValueFault[] = []
    const samples = await attempted(faults, 'space', () =>
      sampledSpace(plan.space, plan.base, draws(plan))
    )
    const warm = await attempted(faults, 'warm-start', () => warmed(input, plan))
    const ofEach = await Promise.all(
      input.datasets.map((dataset) => this.launches.estimate(plan.base, Number(dataset), 1))
    )
    const [{ estimate: launch, trial }] = ofEach
    faults.push(
      ...ofEach.flatMap(({ fault }) => (fault ? [{ path: 'datasets', ...said(fault) }] : []))
    )
    const budget = budgetOf(input.budget)
    const expected = expectedResource(plan, budget)
    return {
      faults,
      samples: samples ?? [],
      plan,
      rungs: plan.rungs,
      expected,
      estimate: launch === null ? null : estimateStudy(plan, budget, launch, expected),
      ranges: launch?.ranges ?? [],
      barsBetween: launch?.splits.embargo ?? 0,
      trial,
      warmStart: warm && { trials: warm.trials.length, why: warm.why },
      command: faults.length > 0 ? null : tuneCommand(input, asked),
    }
  }

  /** Checks the base and, where no run tells the speed, times it. */
  async try(input: StudyInput, found: readonly ValueFault[], gone: AbortSignal): Promise<void> {
    if (found.length > 0) return
    // as trial 0 has it
    const { base } = await this.#pinned(input, planOf(input, baseOf(input)))
    await this.launches.try(base, Number(input.datasets[0]), gone)
  }

  /** The plan as it will be launched on these bars; what is wrong with them, the estimate says. */
  async #pinned({ datasets }: StudyInput, asked: StudyPlan): Promise<StudyPlan> {
    const pinned = await attempted([], 'datasets', async () => {
      const bars = await Promise.all(datasets.map((id) => this.datasets.load(Number(id))))
      return withPinnedRanges(asked, bars)
    })
    return pinned ?? asked
  }
}

const NOTHING: Omit<JudgedStudy, 'faults'> = {
  samples: [],
  plan: null,
  rungs: [],
  expected: null,
  estimate: null,
  ranges: [],
  barsBetween: 0,
  trial: undefined,
  warmStart: null,
  command: null,
}

/** Of an error only what is shown. */
function said({ message, remedy }: { readonly message: string; readonly remedy: string }) {
  return { message, remedy }
}

function draws({ sampler, seed }: StudyPlan) {
  return { sampler, seed, count: SAMPLES }
}

async function warmed({ warmStartId = null }: StudyInput, plan: StudyPlan) {
  return warmStartId === null ? null : warmTrials(warmStartId, plan)
}

async function attempted<T>(
  faults: ValueFault[],
  path: string,
  read: () => T | Promise<T>
): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    faults.push(...faultsOf(error, path))
    return null
  }
}

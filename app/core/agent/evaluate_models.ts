import type { EpisodeRecord } from '../environment/episode_record.ts'
import type { Playable } from '../evaluation/playable.ts'
import { makeTearSheet, type Evaluated } from '../evaluation/tear_sheet/make_tear_sheet.ts'
import type { EvaluationSettings } from '../evaluation/tear_sheet/evaluation_settings.ts'
import type { TearSheet } from '../evaluation/tear_sheet/tear_sheet.ts'
import type { Trials } from '../evaluation/tear_sheet/trials.ts'
import { periodsPerYear } from '../market/calendars.ts'
import type { ComputeEngineFactory } from '../ports/compute_engine.ts'
import { ModelPlayable } from './model_playable.ts'
import type { RunDataset } from './run_contract.ts'
import { openSeries, sealedSeries } from './sealed_series.ts'
import { StitchedPlayable } from './stitched_playable.ts'
import type { StoredModel } from './stored_model.ts'
import { foldSheets } from './walk_forward_sheet.ts'

/** One seed of what is judged: one model, or one for each walk-forward fold. */
export interface JudgedSeed {
  readonly seed: number
  /** Runs and models in the order of the folds; one without walk-forward. */
  readonly models: readonly (StoredModel & { readonly runId: number })[]
}

export interface Judged {
  /** At least one; all with as many models. */
  readonly seeds: readonly JudgedSeed[]
  readonly dataset: RunDataset
  readonly range: 'validation' | 'test' | 'walk_forward'
  readonly settings: EvaluationSettings
  readonly trials: Trials
  readonly looks: number
  readonly notes: readonly string[]
}

export interface Judgement {
  readonly sheet: TearSheet
  /** The episode of each seed and fold, with every step. */
  readonly episodes: readonly { readonly runId: number; readonly record: EpisodeRecord }[]
}

/**
 * Plays models over a range, with costs and fills as in training, and says all that can be said of it.
 * Walk-forward plays the `test` range of each fold's own model. Off those no test bar is read.
 * @param engines gives the engine that a model was trained with
 * @throws E_SPLIT_TOO_SHORT, E_MARKET_UNFIT, E_MODEL_FEATURES
 */
export function evaluateModels(
  judged: Judged,
  engines: (engine: string) => ComputeEngineFactory
): Judgement {
  const { dataset, range, settings, trials, looks, notes } = judged
  const kind = range === 'validation' ? 'validation' : 'test'
  const periods = periodsPerYear(dataset.identity.interval, dataset.identity.calendar)
  const seeds = judged.seeds.map(({ seed, models }) => ({
    seed,
    runId: models[models.length - 1].runId,
    folds: models.map(
      (model) => new ModelPlayable(model, dataset, kind, engines(model.manifest.fingerprint.engine))
    ),
  }))
  const playables: Playable[] = seeds.map(({ folds }) =>
    folds.length === 1 ? folds[0] : new StitchedPlayable(folds, periods)
  )
  const [{ folds }] = seeds
  const last = folds[folds.length - 1]
  const { parameters } = last.model.manifest
  const { series } = (kind === 'test' ? openSeries : sealedSeries)(dataset, parameters)
  const evaluated: Evaluated = {
    agents: seeds.map(({ seed, runId, folds: [{ model }] }, k) => ({
      runId,
      seed,
      actionNames: model.manifest.actionNames,
      playable: playables[k],
    })),
    series,
    range: { first: folds[0].range.first, last: last.range.last },
    periodsPerYear: periods,
    trials,
    looks,
    notes,
    folds: (plays, shown, hold) =>
      range !== 'walk_forward'
        ? []
        : foldSheets(
            seeds.map((each, k) => ({
              folds: each.folds,
              runs: judged.seeds[k].models,
              play: plays[k],
            })),
            shown,
            hold,
            periods
          ),
  }
  return {
    sheet: makeTearSheet(evaluated, settings),
    episodes: seeds.flatMap((each, k) =>
      each.folds.map((playable, fold) => ({
        runId: judged.seeds[k].models[fold].runId,
        record: playable.record(),
      }))
    ),
  }
}

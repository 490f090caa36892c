import { CATALOGUE } from '#core/parameters/catalogue'
import { changedFromPreset } from '#core/parameters/differences'
import { PRESETS } from '#core/parameters/preset'
import { restoreParameters } from '#core/parameters/stored_parameters'
import type { ParameterValue } from '#core/parameter'
import { experimentSummary } from '#services/pages/experiment_summary'
import { plannedAct } from '#services/pages/lists/planned_acts'
import { missing } from '#services/pages/missing'
import { progressOf } from '#services/pages/run_progress'
import {
  experimentDatasets,
  experimentLooks,
  latestCheckpoint,
  runDetail,
  runEvents,
  siblingRuns,
  type RunDataset,
  type RunDetail,
} from '#services/pages/run_detail'
import { rerunsOf } from '#services/reruns/reruns'
import { realisedReturns, trainingPoints, validationPoints } from '#services/pages/run_curves'

export interface Change {
  readonly path: string
  readonly before: ParameterValue
  readonly now: ParameterValue
}

/** Parameters in which a run differs from its preset, or, without one, from the defaults. */
export function changesOf({ preset, parameters }: RunDetail): Change[] {
  const known = PRESETS.find((name) => name === preset) ?? 'default'
  return changedFromPreset(restoreParameters(parameters), known).map(
    ({ parameter, before, after }) => ({ path: parameter.path, before, now: after })
  )
}

/** @throws E_RECORD_NOT_FOUND */
export async function runHead(runId: number): Promise<RunDetail> {
  const run = await runDetail(runId)
  if (run === null) throw await missing('run', runId)
  return run
}

function checksOf(run: RunDetail, datasets: readonly RunDataset[], looks: number) {
  const passed = Array.isArray(run.checks) ? (run.checks as { name: string; detail: string }[]) : []
  const checks = passed.map(({ name, detail }) => ({ kind: 'ok', label: name, text: detail }))
  const warned = datasets.filter((dataset) => dataset.warning_count > 0)
  const { data, features } = restoreParameters(run.parameters)
  const embargo = data.embargo ?? features.window
  return [
    ...checks,
    { kind: 'ok', label: 'Embargo', text: `${embargo} bars, window ${features.window}` },
    {
      kind: looks === 0 ? 'ok' : 'warn',
      label: 'Test range',
      text:
        looks === 0
          ? 'sealed, 0 looks by this experiment'
          : `${looks === 1 ? '1 look' : `${looks} looks`} by this experiment`,
    },
    ...warned.map((dataset) => ({
      kind: 'warn',
      label: `Dataset ${dataset.symbol}`,
      text: `${dataset.warning_count === 1 ? '1 warning' : `${dataset.warning_count} warnings`} in its report`,
    })),
  ]
}

/** What a person may still do with the run. */
function actionsOf({ status, stored_status: stored }: RunDetail) {
  const active = stored === 'running' || stored === 'queued'
  return {
    cancel: active,
    resume: stored === 'failed' || stored === 'cancelled' || status === 'lost',
    remove: !active,
  }
}

/** What the run page's live regions show. */
export async function runState(runId: number) {
  const run = await runHead(runId)
  const [seeds, checkpoint, events, validation] = await Promise.all([
    siblingRuns(run.experiment_id),
    latestCheckpoint(runId),
    runEvents(runId),
    validationPoints(runId),
  ])
  const bestNumber = seeds.find((seed) => seed.run_id === runId)?.best_number ?? null
  return {
    run,
    seeds,
    summary: experimentSummary(seeds),
    checkpoint,
    events,
    validation,
    latest: validation.at(-1) ?? null,
    best: validation.find(({ number }) => number === bestNumber) ?? null,
    benchmark: run.benchmark ?? { sharpe: null, totalReturn: null, maxDrawdown: null },
    progress: progressOf(run, Date.now()),
  }
}

/** What is known before the first step, and does not change afterwards. */
export async function runFacts(run: RunDetail) {
  const [datasets, looks] = await Promise.all([
    experimentDatasets(run.experiment_id),
    experimentLooks(run.experiment_id),
  ])
  return {
    datasets,
    checks: checksOf(run, datasets, looks),
    changes: changesOf(run),
    parameterCount: CATALOGUE.length,
  }
}

/** All that the run page shows but its charts' drawing. */
export async function runPage(runId: number) {
  const state = await runState(runId)
  const { run, validation } = state
  const [facts, training, reruns, [deletion]] = await Promise.all([
    runFacts(run),
    trainingPoints(runId),
    rerunsOf(runId),
    plannedAct('delete', 'run', [runId]),
  ])
  return {
    ...state,
    ...facts,
    training,
    reruns,
    deletion: deletion ?? null,
    realised: realisedReturns(validation),
    actions: actionsOf(run),
    live: run.stored_status === 'running' || run.stored_status === 'queued',
  }
}

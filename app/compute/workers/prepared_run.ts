import { prepareRun, type PreparedRun } from '../../core/agent/prepare_run.ts'
import type { RunSpec } from '../../core/agent/run_contract.ts'

/** What this thread prepared last. */
let latest: { readonly of: string; readonly prepared: PreparedRun } | null = null

/**
 * Prepares a run, or takes what was prepared for the run before if that depends on the same: the trials
 * of a study mostly differ in their agent alone, and on a short rung preparing takes longer than training.
 * Throws as `prepareRun`.
 */
export function preparedRun(spec: RunSpec): PreparedRun {
  const of = dependsOn(spec)
  if (latest?.of !== of) latest = { of, prepared: prepareRun(spec) }
  return latest.prepared
}

function dependsOn({ seed, datasets, codeVersion, parameters }: RunSpec): string {
  const { data, features, environment, training } = parameters
  const versions = datasets.map(({ sha256 }) => sha256)
  return JSON.stringify([
    seed,
    versions,
    codeVersion,
    data,
    features,
    environment,
    training.episodeLength,
  ])
}

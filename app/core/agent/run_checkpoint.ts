import { differences } from '../parameters/differences.ts'
import { restoreParameters } from '../parameters/stored_parameters.ts'
import { valueText } from '../parameters/value_text.ts'
import type { EngineFingerprint } from '../ports/compute_engine.ts'
import { CheckpointMismatch } from './agent_errors.ts'
import { copyOfModel, type RunModel } from './model_manifest.ts'
import type { RunCheckpoint, RunOrigin, RunProgress, RunSpec } from './run_contract.ts'
import type { RunParts } from './run_parts.ts'

/** Copies of all state, at the border of two episodes. */
export function takeCheckpoint(
  parts: RunParts,
  progress: RunProgress,
  best: RunModel | null
): RunCheckpoint {
  const { exploration, sampling, weights } = parts.streams
  return {
    version: 1,
    origin: parts.origin,
    fingerprint: parts.engine.fingerprint,
    progress: { ...progress },
    engine: parts.engine.export(),
    memory: parts.agent.memory.export(),
    random: {
      environment: parts.environment.exportRandom(),
      exploration: exploration.export(),
      sampling: sampling.export(),
      weights: weights.export(),
    },
    best: best === null ? null : copyOfModel(best),
  }
}

/**
 * Puts the parts where the checkpoint was taken; their streams were made from it.
 * @throws E_CHECKPOINT_MISMATCH
 */
export function restoreCheckpoint(parts: RunParts, checkpoint: RunCheckpoint): void {
  parts.engine.import(checkpoint.engine)
  parts.agent.memory.import(checkpoint.memory)
  parts.agent.resume(checkpoint.progress.envSteps, checkpoint.progress.updates)
  parts.environment.importRandom(checkpoint.random.environment)
  parts.training.episode = checkpoint.progress.episode
}

/** @throws E_CHECKPOINT_MISMATCH unless engine, version and rounding are the checkpoint's. */
export function refuseOtherFingerprint(
  checkpoint: EngineFingerprint,
  engine: EngineFingerprint
): void {
  const same =
    checkpoint.engine === engine.engine &&
    checkpoint.version === engine.version &&
    checkpoint.fused === engine.fused
  if (same) return
  throw new CheckpointMismatch(
    `its engine is ${fingerprintText(checkpoint)}, this machine's is ${fingerprintText(engine)}`
  )
}

/** What a run's checkpoints belong to. */
export function originOf({ seed, parameters, datasets }: RunSpec): RunOrigin {
  return { seed, parameters, datasets: datasets.map(({ sha256 }) => sha256) }
}

/** @throws E_CHECKPOINT_MISMATCH unless seed, parameters and dataset versions are the checkpoint's. */
export function refuseOtherOrigin(checkpoint: RunOrigin, run: RunOrigin): void {
  // a checkpoint of an earlier program lacks what the catalogue has got since
  const faults = differences(restoreParameters(checkpoint.parameters), run.parameters).map(
    ({ parameter: { path }, before, after }) =>
      `its ${path} is ${valueText(before)}, this run's is ${valueText(after)}`
  )
  if (checkpoint.seed !== run.seed) {
    faults.push(`its seed is ${checkpoint.seed}, this run's is ${run.seed}`)
  }
  const count = Math.max(checkpoint.datasets.length, run.datasets.length)
  for (let k = 0; k < count; k++) {
    const [its, own] = [checkpoint.datasets[k] ?? 'missing', run.datasets[k] ?? 'missing']
    if (its !== own)
      faults.push(`the SHA-256 of its dataset ${k + 1} is ${its}, this run's is ${own}`)
  }
  if (faults.length > 0) throw new CheckpointMismatch(faults.join('; '))
}

function fingerprintText({ engine, version, fused }: EngineFingerprint): string {
  const rounding = fused === null ? '' : fused ? ', fused multiply-add' : ', separate multiply-add'
  return `${engine} ${version}${rounding}`
}

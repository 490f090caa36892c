import { engineFactory } from '#compute/engines/factory'
import type { RunCallbacks, RunDataset } from '#core/agent/run_contract'
import { runTraining } from '#core/agent/training_run'
import type { RunParameters } from '#core/parameters/catalogue'

/** Return of a training's last validation, after costs, to six decimals; 0 of one whose loss became NaN before. */
export function validationReturn(
  parameters: RunParameters,
  seed: number,
  dataset: RunDataset
): number {
  let last = 0
  const ignore = () => undefined
  const heard: RunCallbacks = {
    prepared: ignore,
    cancelled: () => false,
    progress: ignore,
    episode: ignore,
    validation: ({ totalReturn }) => void (last = totalReturn),
    best: ignore,
    checkpointDue: () => false,
    checkpoint: ignore,
  }
  const spec = { seed, parameters, datasets: [dataset], codeVersion: 'bench', checkpoint: null }
  runTraining(spec, engineFactory('auto'), heard)
  return Math.round(last * 1e6) / 1e6
}

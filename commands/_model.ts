import { InvalidParameter } from '#core/errors'
import { ModelNotFound } from '#services/models/model_errors'
import { knownModel, namedModel, versionsOf, type ModelDetail } from '#services/models/model_reader'
import type { ModelRow } from '#services/models/model_rows'

const FORMS =
  /^(?:(?<experiment>\d{1,15})|(?<name>[a-z0-9][a-z0-9._-]*)(?:\/(?<version>\d{1,9}))?)$/

/**
 * The model that a command names: `trend/2`, `trend` for its newest version, or the id of an experiment.
 * @throws E_MODEL_NOT_FOUND, E_INVALID_PARAMETER
 */
export async function modelCalled(text: string): Promise<ModelDetail> {
  const { experiment, name, version } = FORMS.exec(text)?.groups ?? {}
  if (experiment !== undefined) return knownModel(Number(experiment))
  if (name === undefined) {
    const message = `model is ${JSON.stringify(text)}, but must be a name, a name with its version, or the id of an experiment.`
    throw new InvalidParameter('model', message, 'Write for example trend/2, trend or 12.')
  }
  if (version !== undefined) return namedModel(name, Number(version))
  const [newest] = await versionsOf(name)
  if (newest === undefined) throw new ModelNotFound(`model ${name}`)
  return newest
}

/** A model as `--json` gives it. */
export function modelJson(model: ModelRow) {
  const { verdicts } = model
  return {
    experiment_id: model.experiment_id,
    experiment_name: model.experiment_name,
    name: model.name,
    version: model.version,
    stage: model.stage,
    datasets: model.datasets,
    seeds: model.seed_count,
    evaluation_id: model.evaluation_id,
    range: model.range,
    sharpe: model.sharpe,
    sharpe_low: model.sharpe_low,
    sharpe_high: model.sharpe_high,
    verdicts: verdicts && Object.fromEntries(verdicts.map(({ name, state }) => [name, state])),
    size_bytes: model.size_bytes,
    promoted_at: model.promoted_at?.toISOString() ?? null,
  }
}

/** A model on one line. */
export function modelLine(model: ModelRow): string {
  const { name, version, experiment_id: id, experiment_name: experiment, verdicts } = model
  const title = name === null ? `experiment ${id}, ${experiment}` : `${name}/${version}`
  const passed = verdicts?.filter(({ state }) => state === 'pass').length
  const judged =
    verdicts === null
      ? 'not evaluated'
      : `Sharpe ${model.sharpe?.toFixed(2) ?? '–'} (${model.range}), ${passed} of ${verdicts.length} verdicts passed`
  return `${model.stage.padEnd(9)}  ${title}: ${model.datasets.join(', ')}, ${model.seed_count} seeds, ${judged}`
}

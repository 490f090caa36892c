import type { Head } from '#transformers/tables/episode_heads'

export const MODEL_HEADS: readonly Head[] = [
  { key: 'id', label: 'Model' },
  { key: null, label: 'Stage' },
  { key: null, label: 'Dataset', opt: true },
  { key: null, label: 'Seeds', num: true },
  { key: 'sharpe', label: 'Sharpe', unit: '95 % interval', num: true },
  { key: null, label: 'Of' },
  { key: null, label: 'Verdicts' },
  { key: null, label: 'Size', num: true, opt: true },
  { key: 'promoted', label: 'Promoted', opt: true },
]

/** A model as people call it. */
export function modelTitle(model: {
  readonly name: string | null
  readonly version: number | null
  readonly experiment_id: number
  readonly experiment_name: string
}): string {
  if (model.name !== null) return `${model.name} ${model.version}`
  return model.experiment_name || `Experiment ${model.experiment_id}`
}

import type { Head } from '#transformers/tables/episode_heads'

/** Columns of the runs by experiment. */
export const RUN_HEADS: readonly Head[] = [
  { key: 'name', label: 'Name' },
  { key: null, label: 'Dataset' },
  { key: null, label: 'Preset', opt: true },
  { key: null, label: 'Status' },
  { key: null, label: 'Progress' },
  { key: null, label: 'Seeds done', num: true, opt: true },
  { key: 'sharpe', label: 'Validation Sharpe', unit: 'best, median (range)', num: true },
  { key: null, label: 'Buy and hold', num: true, opt: true },
  { key: 'id', label: 'Experiment', num: true, opt: true },
  { key: null, label: 'Launched', opt: true },
  { key: null, label: 'By', opt: true },
]

import type { Head } from '#transformers/tables/episode_heads'

export const DATASET_HEADS: readonly Head[] = [
  { key: 'symbol', label: 'Symbol' },
  { key: null, label: 'Interval' },
  { key: null, label: 'Source' },
  { key: 'bars', label: 'Bars', num: true },
  { key: null, label: 'From' },
  { key: null, label: 'To' },
  { key: 'version', label: 'Version', num: true },
  { key: 'warnings', label: 'Findings' },
  { key: null, label: 'Used by', num: true, opt: true },
  { key: 'id', label: 'Dataset', num: true, opt: true },
  { key: null, label: 'Fetched', opt: true },
]

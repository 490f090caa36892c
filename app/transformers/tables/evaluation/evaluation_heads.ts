import type { Head } from '#transformers/tables/episode_heads'

export const EVALUATION_HEADS: readonly Head[] = [
  { key: 'id', label: 'Evaluation' },
  { key: null, label: 'Of' },
  { key: null, label: 'Dataset', opt: true },
  { key: null, label: 'Range' },
  { key: 'look', label: 'Look', num: true },
  { key: null, label: 'Status' },
  { key: null, label: 'Verdicts' },
  { key: 'sharpe', label: 'Sharpe', unit: 'median', num: true },
  { key: 'difference', label: 'To buy and hold', unit: '95 % interval', num: true },
  { key: null, label: 'Created', opt: true },
]

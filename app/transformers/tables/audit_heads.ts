import type { Head } from '#transformers/tables/episode_heads'

export const AUDIT_HEADS: readonly Head[] = [
  { key: 'id', label: 'Line', num: true },
  { key: null, label: 'Time' },
  { key: null, label: 'Person' },
  { key: null, label: 'Act' },
  { key: null, label: 'Object' },
  { key: null, label: 'Before, after, details' },
  { key: null, label: 'Address', opt: true },
  { key: null, label: 'By way of', opt: true },
]

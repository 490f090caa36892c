import type { Head } from '#transformers/tables/episode_heads'

export const USER_HEADS: readonly Head[] = [
  { key: 'email', label: 'Email' },
  { key: 'role', label: 'Role' },
  { key: null, label: 'State' },
  { key: 'seen', label: 'Last seen', opt: true },
  { key: null, label: 'Sessions', num: true, opt: true },
  { key: null, label: 'Tokens', num: true, opt: true },
  { key: 'id', label: 'Since', opt: true },
  { key: null, label: 'Acts' },
]

/** @param ofAll whether everybody's are listed, with their owners */
export function tokenHeads(ofAll: boolean): readonly Head[] {
  return [
    { key: 'name', label: 'Name' },
    ...(ofAll ? [{ key: 'owner', label: 'Owner' }] : []),
    { key: null, label: 'Abilities' },
    { key: null, label: 'State' },
    { key: 'expires', label: 'Expires' },
    { key: 'used', label: 'Last used', opt: true },
    { key: 'id', label: 'Made', opt: true },
    { key: null, label: 'Acts' },
  ]
}

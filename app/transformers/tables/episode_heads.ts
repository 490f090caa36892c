/** A column's head: `key` makes it sortable, `opt` leaves on narrow screens. */
export interface Head {
  readonly key: string | null
  readonly label: string
  readonly unit?: string
  readonly num?: boolean
  readonly opt?: boolean
}

export const EPISODE_HEADS: readonly Head[] = [
  { key: 'id', label: 'Episode' },
  { key: null, label: 'Run' },
  { key: null, label: 'Kind' },
  { key: 'number', label: 'Number', num: true },
  { key: 'return', label: 'Return', unit: '%', num: true },
  { key: 'sharpe', label: 'Sharpe', num: true },
  { key: 'drawdown', label: 'Max drawdown', unit: '%', num: true },
  { key: 'reward', label: 'Reward', num: true, opt: true },
  { key: 'trades', label: 'Trades', num: true, opt: true },
  { key: 'win_rate', label: 'Win rate', unit: '%', num: true, opt: true },
  { key: 'epsilon', label: 'Epsilon', num: true, opt: true },
  { key: null, label: 'Steps', opt: true },
]

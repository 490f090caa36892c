import type { EpisodeOperation, EpisodeStep, EpisodeTrade } from '#services/pages/episode_detail'
import { listRows, type ListRequest } from './list_rows.js'
import { allBounds, period, type ListSpec } from './list_spec.js'

/** Numbers that a bound can be set on, by the API's name. */
export const STEP_METRICS = {
  bar: { sql: 'p.bar', kind: 'integer' },
  portfolio_value: { sql: 'p.portfolio_value', kind: 'double' },
  reward: { sql: 'p.reward', kind: 'double' },
  asset_price: { sql: 'p.asset_price', kind: 'double' },
  units: { sql: 'p.units', kind: 'double' },
  weight: { sql: 'p.weight', kind: 'double' },
} as const

export const TRADE_METRICS = {
  pnl: { sql: 'p.pnl', kind: 'double' },
  costs: { sql: 'p.costs', kind: 'double' },
  quantity: { sql: 'p.quantity', kind: 'double' },
  entry_price: { sql: 'p.entry_price', kind: 'double' },
  exit_price: { sql: 'p.exit_price', kind: 'double' },
  entry_bar: { sql: 'p.entry_bar', kind: 'integer' },
  exit_bar: { sql: 'p.exit_bar', kind: 'integer' },
  commission: { sql: 'p.commission', kind: 'double' },
  interest: { sql: 'p.interest', kind: 'double' },
} as const

export const OPERATION_METRICS = {
  bar: { sql: 'p.bar', kind: 'integer' },
  size: { sql: 'p.size', kind: 'double' },
  price: { sql: 'p.price', kind: 'double' },
  costs: { sql: 'p.costs', kind: 'double' },
  realised: { sql: 'p.realised', kind: 'double' },
  decided_bar: { sql: 'p.decided_bar', kind: 'integer' },
} as const

const WHERE = ['p.episode_id = :episode']

const STEPS = {
  select: `p.step_id, p.episode_id, p.timestamp, p.portfolio_value, p.reward, p.asset_price, p.action,
    p.position, p.bar, p.units, p.weight, p.action_index, p.reason, p.q_values`,
  from: 'from steps p',
  where: WHERE,
  id: 'p.bar',
  sorts: { bar: { sql: 'p.bar', kind: 'integer' } },
  filters: {
    action: 'p.action = :action',
    position: 'p.position = any(:position)',
    reason: 'p.reason = :reason',
    ...allBounds(STEP_METRICS),
    ...period('timestamp', 'p.timestamp'),
  },
} as const satisfies ListSpec

const TRADES = {
  select: `p.trade_id, p.episode_id, p.entry_time, p.exit_time, p.entry_price, p.exit_price, p.quantity,
    p.direction, p.pnl, p.costs, p.entry_bar, p.exit_bar, p.commission, p.interest, p.exit_reason`,
  from: 'from trades p',
  where: WHERE,
  id: 'p.trade_id',
  sorts: {
    trade_id: { sql: 'p.trade_id', kind: 'integer' },
    entry_time: { sql: 'p.entry_time', kind: 'time' },
    pnl: { sql: 'p.pnl', kind: 'double' },
  },
  filters: {
    direction: 'p.direction = any(:direction)',
    exit_reason: 'p.exit_reason = :exit_reason',
    ...allBounds(TRADE_METRICS),
    ...period('entry_time', 'p.entry_time'),
    ...period('exit_time', 'p.exit_time'),
  },
} as const satisfies ListSpec

const OPERATIONS = {
  select: `p.operation_id, p.step_id, p.episode_id, p.timestamp, p.operation_type, p.size, p.price,
    p.costs, p.realised, p.bar, p.decided_bar, p.filled_at, p.reason`,
  from: 'from trading_operations p',
  where: WHERE,
  id: 'p.operation_id',
  sorts: {
    operation_id: { sql: 'p.operation_id', kind: 'integer' },
    timestamp: { sql: 'p.timestamp', kind: 'time' },
    size: { sql: 'p.size', kind: 'double' },
  },
  filters: {
    operation_type: 'p.operation_type = any(:operation_type)',
    reason: 'p.reason = :reason',
    ...allBounds(OPERATION_METRICS),
    ...period('timestamp', 'p.timestamp'),
  },
} as const satisfies ListSpec

export const STEP_SORTS = Object.keys(STEPS.sorts)
export const TRADE_SORTS = Object.keys(TRADES.sorts)
export const OPERATION_SORTS = Object.keys(OPERATIONS.sorts)

type OfEpisode = { readonly episode_id: number }
type Filters = Readonly<Record<string, unknown>>

export function listSteps(episode: number, filters: Filters, request: ListRequest) {
  return listRows<EpisodeStep & OfEpisode>(STEPS, { ...filters, episode }, request)
}

export function listTrades(episode: number, filters: Filters, request: ListRequest) {
  type Row = EpisodeTrade & OfEpisode & { readonly commission: number; readonly interest: number }
  return listRows<Row>(TRADES, { ...filters, episode }, request)
}

export function listOperations(episode: number, filters: Filters, request: ListRequest) {
  return listRows<EpisodeOperation & OfEpisode>(OPERATIONS, { ...filters, episode }, request)
}

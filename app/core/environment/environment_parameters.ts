import { choice, float, floats, parametersOf } from '../parameter.ts'
import { ledgerParameterList, type LedgerConfig } from '../portfolio/ledger_parameters.ts'

/** Everything between an action and its reward. */
export interface EnvironmentConfig extends LedgerConfig {
  /** Target positions that the actions stand for, ascending, 0 included: 1 fully long, -1 fully short. */
  readonly levels: readonly number[]
  readonly reward: 'log_return' | 'pnl' | 'sharpe' | 'sortino'
  readonly rewardEta: number
  readonly rewardScale: number
  readonly turnoverPenalty: number
  readonly drawdownPenalty: number
  readonly holdingPenalty: number
}

const differential = { path: 'environment.reward', equals: ['sharpe', 'sortino'] }

export const environmentParameters = parametersOf<EnvironmentConfig>('environment', {
  levels: floats(
    'Actions',
    'Target positions, each an action: −1 short, 0 flat, 1 long.',
    [0, 1],
    { min: -10, max: 10, minLength: 2, maxLength: 21 },
    { searchable: false }
  ),
  ...ledgerParameterList,
  reward: choice(
    'Reward',
    'Log return of equity, profit over initial equity, differential Sharpe or downside deviation ratio.',
    'log_return',
    ['log_return', 'pnl', 'sharpe', 'sortino'],
    { source: 'Moody & Saffell 2001' }
  ),
  rewardEta: float('Reward eta', 'Adaptation rate of the differential ratios.', 0.01, 0.0001, 0.5, {
    scale: 'log',
    condition: differential,
    source: 'Moody & Saffell 2001',
  }),
  rewardScale: float(
    'Reward scale',
    'Every reward is multiplied by it, so that a network sees numbers near 1.',
    100,
    0,
    1e6,
    { exclusiveMin: true, scale: 'log' }
  ),
  turnoverPenalty: float(
    'Turnover penalty',
    'Subtracted from the reward: weight × traded value / equity.',
    0,
    0,
    10
  ),
  drawdownPenalty: float(
    'Drawdown penalty',
    'Subtracted from the reward: weight × deepening of the drawdown.',
    0,
    0,
    10
  ),
  holdingPenalty: float(
    'Holding penalty',
    'Subtracted from the reward for each bar in a position.',
    0,
    0,
    1
  ),
})

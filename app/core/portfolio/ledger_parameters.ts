import { boolean, choice, float, integer, optionalFloat } from '../parameter.ts'

/** One account's rules, R1 to R19 of docs; every name is the parameter's name under `environment`. */
export interface LedgerConfig {
  readonly initialCash: number
  readonly fillDelay: number
  readonly rebalance: boolean
  readonly afterStop: 'wait' | 'reenter'
  readonly closeAtEnd: boolean
  readonly sizing: 'all_in' | 'fixed_fractional' | 'volatility_target'
  readonly fraction: number
  readonly wholeUnits: boolean
  readonly volTarget: number
  readonly volMeasure: 'historical' | 'atr'
  readonly volWindow: number
  readonly maxWeight: number
  readonly commissionRate: number
  readonly commissionPerUnit: number
  readonly commissionMin: number
  readonly slippageBps: number
  readonly borrowRate: number
  readonly marginRate: number
  readonly stopLoss: number | null
  readonly takeProfit: number | null
  readonly trailingStop: number | null
  readonly stopUnit: 'fraction' | 'atr'
  readonly atrPeriod: number
  readonly ruinFraction: number
  readonly rewardFloorFraction: number
  readonly zeroVolume: 'no_fill' | 'fill'
}

const byVolatility = { path: 'environment.sizing', equals: ['volatility_target'] }

export const ledgerParameterList = {
  initialCash: float('Initial equity', 'Cash that each episode starts with.', 100_000, 0, 1e12, {
    unit: 'currency',
    exclusiveMin: true,
    searchable: false,
  }),
  fillDelay: integer(
    'Fill delay',
    'Bars from the decision at a close to the fill at an open.',
    1,
    1,
    20,
    { unit: 'bars' }
  ),
  rebalance: boolean(
    'Rebalance',
    'Every decision sizes the position anew, also when the target stays.',
    false
  ),
  afterStop: choice(
    'After a stop',
    'Wait until the target changes, or enter again at the next decision.',
    'wait',
    ['wait', 'reenter']
  ),
  closeAtEnd: boolean(
    'Close at the end',
    'Sell an open position at the last close instead of marking it.',
    false,
    { searchable: false }
  ),
  sizing: choice('Sizing', 'Share of equity that a full target takes.', 'all_in', [
    'all_in',
    'fixed_fractional',
    'volatility_target',
  ]),
  fraction: float('Fraction', 'Share of equity at a full target.', 1, 0, 10, {
    exclusiveMin: true,
    condition: { path: 'environment.sizing', equals: ['fixed_fractional'] },
  }),
  wholeUnits: boolean('Whole units', 'Round every order toward zero to whole units.', false, {
    searchable: false,
  }),
  volTarget: float(
    'Volatility target',
    'Wanted annualised volatility of the position.',
    0.15,
    0,
    5,
    { unit: 'a year', exclusiveMin: true, condition: byVolatility }
  ),
  volMeasure: choice(
    'Volatility measure',
    'Historical volatility of closes, or average true range.',
    'historical',
    ['historical', 'atr'],
    { condition: byVolatility }
  ),
  volWindow: integer('Volatility window', 'Log returns in the historical volatility.', 20, 2, 500, {
    unit: 'bars',
    condition: byVolatility,
  }),
  maxWeight: float(
    'Largest weight',
    'Bound of the weight under volatility targeting; over 1 borrows.',
    1,
    0,
    10,
    { exclusiveMin: true, condition: byVolatility }
  ),
  commissionRate: float('Commission', 'Share of the traded value.', 0.0001, 0, 0.1, {
    searchable: false,
  }),
  commissionPerUnit: float('Commission per unit', 'Currency for each unit traded.', 0, 0, 1000, {
    unit: 'currency',
    searchable: false,
  }),
  commissionMin: float('Minimum commission', 'Least commission of an order.', 0, 0, 10_000, {
    unit: 'currency',
    searchable: false,
  }),
  slippageBps: float(
    'Slippage',
    'Distance of a market fill from its reference, always against the trader.',
    2,
    0,
    1000,
    { unit: 'bp', searchable: false }
  ),
  borrowRate: float('Borrow interest', 'On short positions, by calendar time.', 0.03, 0, 10, {
    unit: 'a year',
    searchable: false,
  }),
  marginRate: float('Margin interest', 'On negative cash, by calendar time.', 0.05, 0, 10, {
    unit: 'a year',
    searchable: false,
  }),
  stopLoss: optionalFloat(
    'Stop-loss',
    'Closes at this distance from the entry price.',
    null,
    0,
    100,
    { exclusiveMin: true }
  ),
  takeProfit: optionalFloat(
    'Take-profit',
    'Closes at this gain over the entry price; a limit, without slippage.',
    null,
    0,
    100,
    { exclusiveMin: true }
  ),
  trailingStop: optionalFloat(
    'Trailing stop',
    'Closes at this distance from the best price since entry.',
    null,
    0,
    100,
    { exclusiveMin: true }
  ),
  stopUnit: choice(
    'Stop unit',
    'Distances as fractions of the entry price, or in ATRs.',
    'fraction',
    ['fraction', 'atr']
  ),
  atrPeriod: integer(
    'ATR period of stops',
    "Wilder's average true range for stops and sizing.",
    14,
    1,
    500,
    { unit: 'bars' }
  ),
  ruinFraction: float(
    'Ruin level',
    'Share of initial equity at which the episode terminates and the position is liquidated.',
    0.1,
    0,
    0.99,
    { searchable: false }
  ),
  rewardFloorFraction: float(
    'Reward floor',
    'Least equity in the logarithm of a reward, as a share of initial equity.',
    1e-6,
    0,
    0.01,
    { exclusiveMin: true, scale: 'log', searchable: false }
  ),
  zeroVolume: choice(
    'Bars without volume',
    'Nothing fills in them, or (for series without volume information) they fill.',
    'no_fill',
    ['no_fill', 'fill'],
    { searchable: false }
  ),
} as const

import {
  choice,
  count,
  id,
  list,
  named,
  nullable,
  number,
  record,
  said,
  time,
} from '#openapi/shape'

export const POSITIONS = ['long', 'flat', 'short'] as const
export const DIRECTIONS = ['long', 'short'] as const
export const SIDES = ['buy', 'sell'] as const

export const stepRecord = named(
  'Step',
  record({
    step_id: id('The step.'),
    episode_id: id('Its episode.'),
    timestamp: time('Time of the bar.'),
    portfolio_value: number('Equity at the close, in the quote currency.'),
    reward: number('Reward of the step.'),
    asset_price: number('Close of the bar.'),
    action: said('What the agent chose.'),
    position: choice('What was held at the close.', POSITIONS),
    bar: count('Index of the bar in the dataset.'),
    units: number('Units held; negative when short.'),
    weight: number('Value held over equity.'),
    action_index: count('Index of the action.'),
    reason: said('Who decided: the agent, or a rule such as a stop.'),
    q_values: nullable(list(number('Value of the action.'), { description: 'One an action.' })),
  })
)

export const tradeRecord = named(
  'Trade',
  record({
    trade_id: id('The trade.'),
    episode_id: id('Its episode.'),
    entry_time: time('Time of the bar of its first fill.'),
    exit_time: nullable(time('Time of the bar of its last fill; null while it is open.')),
    entry_price: number('Mean price of entry.'),
    exit_price: number('Mean price of exit; the last close while it is open.'),
    quantity: number('Largest number of units held.'),
    direction: choice('Which way.', DIRECTIONS),
    pnl: number('After costs, in the quote currency.'),
    costs: number('Commission and interest, in the quote currency.'),
    entry_bar: count('Index of the bar of entry.'),
    exit_bar: nullable(count('Index of the bar of exit; null while it is open.')),
    commission: number('Commission, in the quote currency.'),
    interest: number('Borrow and margin interest, in the quote currency.'),
    exit_reason: said('What closed it; `open` while nothing has.'),
  })
)

export const operationRecord = named(
  'TradingOperation',
  record({
    operation_id: id('The fill.'),
    step_id: id('The step it happened in.'),
    episode_id: id('Its episode.'),
    timestamp: time('Time of the bar.'),
    operation_type: choice('Which side.', SIDES),
    size: number('Units, over 0.'),
    price: number('Price of the fill.'),
    costs: number('Commission, in the quote currency.'),
    realised: number('Profit or loss that it realised.'),
    bar: count('Index of the bar it filled at.'),
    decided_bar: nullable(count('Index of the bar it was decided at; null for a level.')),
    filled_at: said('At which price of the bar.'),
    reason: said('Who decided it.'),
  })
)

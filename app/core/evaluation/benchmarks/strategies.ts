import { InvalidParameter } from '../../errors.ts'
import { integer, type Parameter } from '../../parameter.ts'
import { alwaysFlat, buyAndHold, type Benchmark } from './benchmark.ts'
import { smaCrossover } from './sma_crossover.ts'

/** A rule that trades without learning. */
export interface Strategy {
  readonly name: string
  readonly title: string
  readonly parameters: readonly Parameter[]
  /** @throws E_INVALID_PARAMETER where values do not go together */
  readonly make: (values: StrategyValues) => Benchmark
}

export type StrategyValues = Readonly<Record<string, number>>

/** Every strategy there is. To add one, write a pure function from bars to levels and an entry here. */
export const STRATEGIES: readonly Strategy[] = [
  { name: 'buy_and_hold', title: 'Buy and hold', parameters: [], make: () => buyAndHold },
  {
    name: 'sma_crossover',
    title: 'SMA crossover',
    parameters: [
      parameter('fast', integer('Fast average', 'Closes in it.', 10, 1, 4999, { unit: 'bars' })),
      parameter(
        'slow',
        integer('Slow average', 'Closes in it; more than in the fast one.', 30, 2, 5000, {
          unit: 'bars',
        })
      ),
    ],
    make: ({ fast, slow }) => smaCrossover(fast, slow),
  },
  { name: 'always_flat', title: 'Always flat', parameters: [], make: () => alwaysFlat },
]

function parameter(name: string, described: ReturnType<typeof integer>): Parameter {
  return { ...described, path: name }
}

/** @throws E_INVALID_PARAMETER naming the strategies there are */
export function strategyNamed(name: string): Strategy {
  const found = STRATEGIES.find((strategy) => strategy.name === name)
  if (found !== undefined) return found
  const names = STRATEGIES.map((strategy) => strategy.name).join(', ')
  const message = `strategy is ${JSON.stringify(name)}, but must be one of ${names}.`
  throw new InvalidParameter('strategy', message, 'Choose one of these.')
}

import { test } from '@japa/runner'
import { TradingEnvironment } from '../../../app/core/environment/trading_environment.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { differences } from '../../golden/differences.ts'
import {
  LEDGER_SCENARIOS,
  ledgerScenario,
  type LedgerScenario,
} from '../../golden/ledger_scenario.ts'
import { bareConfig, marketOf } from './markets.ts'

/** The scenario's actions, played as actions of an agent. */
function playThroughEnvironment({ series, actions, config, ...rest }: LedgerScenario) {
  const levels = [...new Set([...actions, 0, 1])].sort((a, b) => a - b)
  const market = { ...marketOf(series, rest.startBar), periodsPerYear: rest.periodsPerYear }
  const environment = new TradingEnvironment([market], bareConfig({ ...config, levels }), {
    window: 1,
    episodeLength: null,
    randomStart: false,
    random: streamOf(1, 'environment'),
  })
  environment.reset()
  const { ledger } = environment
  const state = () => ({
    bar: environment.bar,
    cash: ledger.cash,
    units: ledger.units,
    equity: ledger.equity,
  })
  const per_bar = [state()]
  const rewards: number[] = []
  for (const level of actions) {
    environment.advance(levels.indexOf(level))
    per_bar.push(state())
    rewards.push(environment.reward)
    if (environment.terminated) break
  }
  const { terminated, truncated } = environment
  return { per_bar, rewards, fills: ledger.fills, terminated, truncated }
}

test.group('TradingEnvironment on the ledger scenarios', () => {
  for (const file of LEDGER_SCENARIOS) {
    test(`${file}: each step has the scenario's account, reward and end`, ({ assert }) => {
      const scenario = ledgerScenario(file)
      const { per_bar, rewards, fills, terminated, truncated } = scenario.expected
      const expected = { per_bar, rewards, fills, terminated, truncated }
      assert.deepEqual(differences(playThroughEnvironment(scenario), expected), [])
    })
  }
})

import { InvalidParameter } from '../errors.ts'
import { buildObservation } from '../features/observation.ts'
import { Ledger } from '../portfolio/ledger.ts'
import type { RandomStream } from '../random/random_stream.ts'
import { RandomStream as Stream } from '../random/random_stream.ts'
import { streamOf } from '../random/streams.ts'
import type {
  BoxSpace,
  DiscreteSpace,
  ResetOptions,
  StepInfo,
  TabularEnvironment,
} from './environment.ts'
import { EpisodeEnded, InvalidAction } from './environment_errors.ts'
import {
  prepareMarkets,
  type EnvironmentMarket,
  type PreparedMarket,
} from './environment_market.ts'
import type { EnvironmentConfig } from './environment_parameters.ts'
import { drawMarket, drawStart, refuseReset, type EpisodeRules } from './episode_start.ts'
import { actionNames, observationNames } from './names.ts'
import { OWN_SIZE, writeOwnState } from './own_state.ts'
import { rewardFunction, type RewardFunction } from './rewards.ts'

/** What an environment is beside its markets and rules. */
export interface TradingEnvironmentOptions extends EpisodeRules {
  /** Bars of features in one observation. */
  readonly window: number
  /** What episodes are drawn from; a seeded reset replaces it. */
  readonly random: RandomStream
}

type StepResult = [
  observation: Float32Array,
  reward: number,
  terminated: boolean,
  truncated: boolean,
  info: StepInfo,
]

/**
 * Trading as a Markov decision process: the agent sees bar t at its close, names a target position, the
 * order fills at the open of t + fillDelay, and the reward is that of the equity at the close of t + 1.
 * `advance` allocates nothing but the records of fills.
 */
export class TradingEnvironment implements TabularEnvironment {
  readonly observationSpace: BoxSpace
  readonly actionSpace: DiscreteSpace
  readonly tables: readonly Float32Array[]
  readonly window: number
  readonly columns: number
  readonly own = new Float32Array(OWN_SIZE)
  readonly ledger: Ledger
  /** Number of the current market, and the bar at whose close the next decision is made. */
  market = 0
  bar = 0
  /** First decision bar of the episode. */
  startBar = 0
  reward = 0
  terminated = false
  truncated = false

  readonly #markets: readonly PreparedMarket[]
  readonly #config: EnvironmentConfig
  readonly #options: TradingEnvironmentOptions
  readonly #reward: RewardFunction
  readonly #observation: Float32Array
  readonly #info: { market: number; bar: number; time: number; equity: number; units: number }
  readonly #step: StepResult
  #random: RandomStream
  #current: PreparedMarket
  #lastBar = 0
  #running = false
  #begun = false
  #peak = 0

  /** @throws E_MARKET_UNFIT, E_INVALID_PARAMETER */
  constructor(
    markets: readonly EnvironmentMarket[],
    config: EnvironmentConfig,
    options: TradingEnvironmentOptions
  ) {
    refuseParameters(config, options)
    this.#markets = prepareMarkets(markets, config, options.window)
    this.#config = config
    this.#options = options
    this.#random = options.random
    this.#current = this.#markets[0]
    this.window = options.window
    this.columns = this.#current.columns
    this.tables = markets.map((market) => market.table)
    const names = observationNames(this.#current.featureNames, this.window)
    this.observationSpace = {
      kind: 'box',
      shape: [names.length],
      low: -Infinity,
      high: Infinity,
      dtype: 'float32',
      names,
    }
    this.actionSpace = {
      kind: 'discrete',
      n: config.levels.length,
      names: actionNames(config.levels),
    }
    this.ledger = new Ledger(this.#current.ledger, config)
    const floor = config.rewardFloorFraction * config.initialCash
    this.#reward = rewardFunction(config, config.initialCash, floor)
    this.#observation = new Float32Array(names.length)
    this.#info = { market: 0, bar: 0, time: 0, equity: 0, units: 0 }
    this.#step = [this.#observation, 0, false, false, this.#info]
  }

  get row(): number {
    return this.#current.rowOffset + this.bar
  }

  /** The market of the current episode. */
  get current(): EnvironmentMarket {
    return this.#current
  }

  /** Steps of the longest episode. */
  get longestEpisode(): number {
    const bars = this.#markets.map(({ firstDecision, lastBar }) => lastBar - firstDecision)
    return Math.min(Math.max(...bars), this.#options.episodeLength ?? Infinity)
  }

  /**
   * Begins an episode: the market is drawn, then the first decision bar, each unless it is given.
   * @throws E_INVALID_RESET_OPTION, and then the episode is as it was
   */
  reset(seed?: number, options: ResetOptions = {}): [Float32Array, StepInfo] {
    refuseReset(this.#markets, seed, options)
    if (seed !== undefined) this.#random = streamOf(seed, 'environment')
    this.market = options.market ?? drawMarket(this.#markets, this.#random)
    this.#current = this.#markets[this.market]
    this.bar = options.startBar ?? drawStart(this.#current, this.#options, this.#random)
    this.startBar = this.bar
    const { lastBar } = this.#current
    this.#lastBar = Math.min(lastBar, this.startBar + (this.#options.episodeLength ?? lastBar))
    this.ledger.reset(this.#current.ledger)
    this.#reward.reset()
    this.#peak = this.#config.initialCash
    this.reward = 0
    this.terminated = this.truncated = false
    this.#running = this.#begun = true
    writeOwnState(this.own, this.ledger, this.bar, this.#current.series.close[this.bar])
    return [this.#observe(), this.#describe()]
  }

  step(action: number): StepResult {
    this.advance(action)
    this.#observe()
    this.#describe()
    const result = this.#step
    result[1] = this.reward
    result[2] = this.terminated
    result[3] = this.truncated
    return result
  }

  advance(action: number): void {
    if (!this.#running) throw new EpisodeEnded(this.#begun)
    const level = this.#config.levels[action]
    if (level === undefined) throw new InvalidAction(action, this.#config.levels.length)
    const { ledger } = this
    const before = ledger.equity
    const bar = this.bar + 1
    ledger.decide(this.bar, level)
    ledger.process(bar, bar === this.#lastBar)
    this.bar = bar
    this.reward = this.#rewardOf(before, ledger.equity)
    this.terminated = ledger.ruined
    this.truncated = !ledger.ruined && bar === this.#lastBar
    this.#running = !this.terminated && !this.truncated
    writeOwnState(this.own, ledger, bar, this.#current.series.close[bar])
  }

  exportRandom(): Uint32Array {
    return this.#random.export()
  }

  importRandom(state: Uint32Array): void {
    this.#random = new Stream(state)
  }

  /** The reward of a step with its penalties, scaled. */
  #rewardOf(before: number, after: number): number {
    const { turnoverPenalty, drawdownPenalty, holdingPenalty, rewardScale } = this.#config
    let reward = this.#reward.of(before, after)
    if (turnoverPenalty > 0) reward -= turnoverPenalty * (this.ledger.tradedValue / before)
    if (drawdownPenalty > 0) {
      const drop = (before - after) / this.#peak
      if (drop > 0) reward -= drawdownPenalty * drop
      if (after > this.#peak) this.#peak = after
    }
    if (holdingPenalty > 0 && this.ledger.units !== 0) reward -= holdingPenalty
    return reward * rewardScale
  }

  #observe(): Float32Array {
    const { table, columns } = this.#current
    buildObservation(this.#observation, table, columns, this.window, this.bar, this.own)
    return this.#observation
  }

  #describe(): StepInfo {
    const info = this.#info
    info.market = this.market
    info.bar = this.bar
    info.time = this.#current.series.time[this.bar]
    info.equity = this.ledger.equity
    info.units = this.ledger.units
    return info
  }
}

function refuseParameters({ levels }: EnvironmentConfig, options: TradingEnvironmentOptions): void {
  const { window, episodeLength } = options
  if (levels.length < 2 || !levels.every(Number.isFinite)) {
    const message = `environment.levels is ${levels.join(', ')}, but must be two finite numbers or more.`
    throw new InvalidParameter('environment.levels', message, 'Give one target for each action.')
  }
  integerFrom1('features.window', window)
  if (episodeLength !== null) integerFrom1('training.episodeLength', episodeLength)
}

function integerFrom1(path: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  const message = `${path} is ${value}, but must be an integer from 1 on.`
  throw new InvalidParameter(path, message, 'Give a number of bars.')
}

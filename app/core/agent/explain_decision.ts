import type { EnvironmentMarket } from '../environment/environment_market.ts'
import type { EpisodeKind } from '../environment/episode_record.ts'
import { barsHeld, FLAT_OWN, OWN_NAMES } from '../environment/own_state.ts'
import type { TradingEnvironment } from '../environment/trading_environment.ts'
import { InvalidParameter } from '../errors.ts'
import type { BarRange } from '../evaluation/splits.ts'
import type { Feature } from '../features/feature_matrix.ts'
import type { ComputeEngine, ComputeEngineFactory } from '../ports/compute_engine.ts'
import { firstLargest } from './greedy_player.ts'
import type { RunDataset } from './run_contract.ts'
import type { FeaturedSeries } from './sealed_series.ts'
import { modelEngine, modelMarket, type StoredModel } from './stored_model.ts'
import { rangeEnvironment } from './validator.ts'

/** How an episode came about: enough to play it again. */
export interface EpisodePath {
  readonly kind: EpisodeKind
  readonly startBar: number
  /** Action index of each step, from the decision at `startBar` on. */
  readonly actions: ArrayLike<number>
}

/** One feature at the decision bar. */
interface FeatureEffect extends Feature {
  /** Raw value at the bar; times `factor` it is in `unit`. */
  readonly value: number
  /** As the network sees it, in standard deviations of the training range. */
  readonly scaled: number
  /** Share of training bars with a value at or under it, 0 to 1. */
  readonly trainingPercentile: number
  /** Raw values of the whole window, oldest first. */
  readonly window: readonly number[]
  /** The same as the network sees them. */
  readonly scaledWindow: readonly number[]
  /** Change of the margin when the feature's whole window is set to its training mean. */
  readonly effect: number
}

/** One number of the agent's own state at the decision bar. */
interface OwnEffect {
  readonly name: (typeof OWN_NAMES)[number]
  /** As the network sees it: not standardised. */
  readonly value: number
  /** Change of the margin when this number alone is that of a flat account. */
  readonly effect: number
}

/** Why a model wants what it wants at one bar: a local answer, not a cause. */
export interface DecisionExplanation {
  /** Bar at whose close the decision is made, and its time (UTC epoch ms). */
  readonly bar: number
  readonly time: number
  /** Of each action, in reward units. */
  readonly qValues: readonly number[]
  /** The greedy action's index. */
  readonly action: number
  /** Its Q-value less the best other one, >= 0. */
  readonly margin: number
  /** Share of the episode's decisions with a margin at or under it, 0 to 1. */
  readonly marginPercentile: number
  /** In the order of the feature table. */
  readonly features: readonly FeatureEffect[]
  readonly own: readonly OwnEffect[]
  /** Bars since the open position was entered; 0 when flat. */
  readonly barsHeld: number
}

/**
 * Plays an episode again up to `bar` and explains the decision there by the model's Q-values. For
 * episodes of other weights than the model's it says what the model would want in that place.
 * @throws E_INVALID_PARAMETER when `bar` is no decision bar of the episode
 */
export function explainDecision(
  model: StoredModel,
  dataset: RunDataset,
  path: EpisodePath,
  bar: number,
  engines: ComputeEngineFactory
): DecisionExplanation {
  const decision = decisionAt(path, bar)
  const { environment: rules, features } = model.manifest.parameters
  const { featured, market } = modelMarket(model, dataset, path.kind)
  const environment = rangeEnvironment([market], rules, features.window)
  const variants = neutralWindows(market, bar, features.window)
  const engine = modelEngine(model, [market.table, variants], engines)
  const { margins, own, held } = replay(environment, engine, path, decision)
  const q = new Float32Array(environment.actionSpace.n)
  engine.qValues(bar, own, q)
  const action = firstLargest(q)
  const margin = marginOf(q, action)
  const altered = new Float32Array(q.length)
  const effectOf = (row: number, state: Float32Array) => {
    engine.qValues(row, state, altered)
    return marginOf(altered, action) - margin
  }
  const effects = market.featureNames.map((_, f) =>
    effectOf(market.series.length + (f + 1) * features.window - 1, own)
  )
  return {
    bar,
    time: market.series.time[bar],
    qValues: [...q],
    action,
    margin,
    marginPercentile: shareUpTo(margins, margin),
    features: featureEffects(featured, market, bar, features.window, effects),
    own: OWN_NAMES.map((name, i) => {
      const effect = effectOf(bar, own.with(i, FLAT_OWN[i]))
      return { name, value: own[i], effect }
    }),
    barsHeld: held,
  }
}

function decisionAt({ startBar, actions }: EpisodePath, bar: number): number {
  const decision = bar - startBar
  if (Number.isInteger(decision) && decision >= 0 && decision < actions.length) return decision
  throw new InvalidParameter(
    'bar',
    `bar is ${bar}, but the episode decides at bars ${startBar} to ${startBar + actions.length - 1}.`,
    'Choose a bar of the episode.'
  )
}

/** The window that ends at `bar` once for each feature, with that feature at its training mean (scaled 0). */
function neutralWindows({ table, columns }: EnvironmentMarket, bar: number, window: number) {
  const values = table.subarray((bar - window + 1) * columns, (bar + 1) * columns)
  const variants = new Float32Array(columns * values.length)
  for (let f = 0; f < columns; f++) {
    variants.set(values, f * values.length)
    for (let row = 0; row < window; row++) variants[f * values.length + row * columns + f] = 0
  }
  return variants
}

/** Margins of all decisions of the episode; own state and bars held at one of them. */
function replay(
  environment: TradingEnvironment,
  engine: ComputeEngine,
  { startBar, actions }: EpisodePath,
  decision: number
) {
  const margins = new Float64Array(actions.length)
  const q = new Float32Array(environment.actionSpace.n)
  let own = environment.own.slice()
  let held = 0
  environment.reset(undefined, { market: 0, startBar })
  for (let k = 0; k < actions.length; k++) {
    if (k === decision) {
      own = environment.own.slice()
      held = barsHeld(environment.ledger, environment.bar)
    }
    engine.qValues(environment.row, environment.own, q)
    margins[k] = marginOf(q, firstLargest(q))
    environment.advance(actions[k])
  }
  return { margins, own, held }
}

/** Q(action) less the largest other Q-value. */
function marginOf(q: Float32Array, action: number): number {
  let other = -Infinity
  for (let a = 0; a < q.length; a++) if (a !== action && q[a] > other) other = q[a]
  return q[action] - other
}

function shareUpTo(values: Float64Array, limit: number): number {
  return values.reduce((count, value) => (value <= limit ? count + 1 : count), 0) / values.length
}

function featureEffects(
  { matrix, splits }: FeaturedSeries,
  { table, columns }: EnvironmentMarket,
  bar: number,
  window: number,
  effects: readonly number[]
): FeatureEffect[] {
  return matrix.features.map((feature, f) => {
    const column = matrix.columns[f]
    return {
      ...feature,
      value: column[bar],
      scaled: table[bar * columns + f],
      trainingPercentile: shareWithin(column, splits.training, column[bar]),
      window: [...column.subarray(bar - window + 1, bar + 1)],
      scaledWindow: Array.from(
        { length: window },
        (_, row) => table[(bar - window + 1 + row) * columns + f]
      ),
      effect: effects[f],
    }
  })
}

function shareWithin(column: Float64Array, { first, last }: BarRange, limit: number): number {
  return shareUpTo(column.subarray(first, last + 1), limit)
}

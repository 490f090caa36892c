import { prepareMarkets } from '../environment/environment_market.ts'
import type { RunParameters } from '../parameters/catalogue.ts'
import type { ComputeEngineFactory } from '../ports/compute_engine.ts'
import { RandomStream } from '../random/random_stream.ts'
import { streamOf } from '../random/streams.ts'
import { LossNotFinite } from './agent_errors.ts'
import { initialState } from './initial_weights.ts'
import type { ModelManifest } from './model_manifest.ts'
import { prepareRun, trainingEnvironment, type PreparedRun } from './prepare_run.ts'
import {
  originOf,
  refuseOtherFingerprint,
  refuseOtherOrigin,
  restoreCheckpoint,
} from './run_checkpoint.ts'
import type { RunCallbacks, RunFacts, RunOutcome, RunSpec, TrainingStream } from './run_contract.ts'
import type { RunMarkets } from './run_markets.ts'
import type { RunParts } from './run_parts.ts'
import { RunReporter } from './run_reporter.ts'
import { networkShape, StrategyAgent, updateRule } from './strategy_agent.ts'
import { trainDqn } from './train_dqn.ts'
import { rangeEnvironment, Validator } from './validator.ts'

/**
 * One training run from datasets to weights: pure, synchronous, and the same to the last bit for the
 * same spec and engine fingerprint, however often it was stopped and resumed.
 * (1) seal, split, scale and check; (2) make the parts; (3) begin anew or from the checkpoint;
 * (4) train, validate, keep the best; (5) say how it ended.
 * @param engines makes the engine that `parameters.training.engine` names
 * @param prepare step (1), or what it gave for the same spec before
 * @throws every coded error of the steps before training; a NaN loss gives an outcome `failed` instead
 */
export function runTraining(
  spec: RunSpec,
  engines: ComputeEngineFactory,
  on: RunCallbacks,
  prepare: (spec: RunSpec) => PreparedRun = prepareRun
): RunOutcome {
  const { checkpoint } = spec
  if (checkpoint) {
    refuseOtherFingerprint(checkpoint.fingerprint, engines.fingerprint())
    refuseOtherOrigin(checkpoint.origin, originOf(spec))
  }
  // (1)
  const { markets, checks } = prepare(spec)
  // (2)
  const parts = runParts(spec, markets, engines)
  const manifest = manifestOf(spec, markets, parts)
  // (3)
  if (checkpoint) restoreCheckpoint(parts, checkpoint)
  else parts.engine.import(initialState(parts.engine.shape, parts.streams.weights))
  const reporter = new RunReporter(parts, manifest, checkpoint, on)
  on.prepared(factsOf(markets, parts, manifest, checks))
  // (4)
  let status: RunOutcome['status']
  let error: RunOutcome['error'] = null
  try {
    status = trainDqn(parts.training, reporter)
  } catch (thrown) {
    if (!(thrown instanceof LossNotFinite)) throw thrown
    status = 'failed'
    error = { code: thrown.code, message: thrown.message, remedy: thrown.remedy }
  }
  // (5)
  const { progress, best } = reporter
  return { status, error, progress: { ...progress }, weights: parts.engine.export().online, best }
}

function runParts(spec: RunSpec, markets: RunMarkets, engines: ComputeEngineFactory): RunParts {
  const { agent: config, environment: rules, features, training } = spec.parameters
  const environment = trainingEnvironment(spec, markets)
  const { window, columns, own, actionSpace } = environment
  const observation = { window, columns, own: own.length, actions: actionSpace.n }
  const engine = engines.create(networkShape(config, observation), updateRule(config))
  engine.loadTables(environment.tables)
  const streamFor = (name: TrainingStream) =>
    spec.checkpoint ? new RandomStream(spec.checkpoint.random[name]) : streamOf(spec.seed, name)
  const streams = {
    exploration: streamFor('exploration'),
    sampling: streamFor('sampling'),
    weights: streamFor('weights'),
  }
  const plannedSteps = plannedStepsOf(spec.parameters, markets)
  const agent = new StrategyAgent(engine, config, plannedSteps, streams)
  const validation = rangeEnvironment(markets.validation, rules, features.window)
  const validator = new Validator(validation, markets.validation, rules, engine)
  const { gradientSteps } = config
  const loop = { environment, agent, gradientSteps, episodes: training.episodes, episode: 0 }
  return {
    origin: originOf(spec),
    config: training,
    environment,
    engine,
    agent,
    validator,
    streams,
    training: loop,
    plannedSteps,
  }
}

/** Episodes times the mean length of an episode over the markets, if none ends in ruin. */
function plannedStepsOf(parameters: RunParameters, { training }: RunMarkets): number {
  const { episodes, episodeLength } = parameters.training
  const lengths = prepareMarkets(training, parameters.environment, parameters.features.window).map(
    ({ firstDecision, lastBar }) => Math.min(lastBar - firstDecision, episodeLength ?? Infinity)
  )
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  return Math.round(episodes * mean)
}

function manifestOf(spec: RunSpec, markets: RunMarkets, parts: RunParts): ModelManifest {
  const { environment, engine } = parts
  return {
    version: 1,
    parameters: spec.parameters,
    seed: spec.seed,
    datasets: spec.datasets.map(({ sha256, identity }) => ({ sha256, identity })),
    featureNames: markets.featureNames,
    observationNames: environment.observationSpace.names,
    actionNames: environment.actionSpace.names,
    scaler: markets.scaler,
    shape: engine.shape,
    fingerprint: engine.fingerprint,
    codeVersion: spec.codeVersion,
  }
}

function factsOf(
  markets: RunMarkets,
  parts: RunParts,
  manifest: ModelManifest,
  checks: RunFacts['checks']
): RunFacts {
  const { fingerprint, featureNames, observationNames, actionNames } = manifest
  return {
    fingerprint,
    featureNames,
    observationNames,
    actionNames,
    weightCount: parts.engine.export().online.length,
    plannedSteps: parts.plannedSteps,
    splits: markets.sealed.map(({ splits }) => splits),
    buyAndHold: parts.validator.buyAndHold,
    checks,
  }
}

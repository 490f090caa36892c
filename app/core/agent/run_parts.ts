import type { TradingEnvironment } from '../environment/trading_environment.ts'
import type { ComputeEngine } from '../ports/compute_engine.ts'
import type { RandomStream } from '../random/random_stream.ts'
import type { RunOrigin, TrainingStream } from './run_contract.ts'
import type { StrategyAgent } from './strategy_agent.ts'
import type { Training } from './train_dqn.ts'
import type { TrainingConfig } from './training_parameters.ts'
import type { Validator } from './validator.ts'

/** The parts of a run that hold its state. The environment keeps its own stream. */
export interface RunParts {
  readonly origin: RunOrigin
  readonly config: TrainingConfig
  readonly environment: TradingEnvironment
  readonly engine: ComputeEngine
  readonly agent: StrategyAgent
  readonly validator: Validator
  readonly streams: Readonly<Record<Exclude<TrainingStream, 'environment'>, RandomStream>>
  readonly training: Training
  readonly plannedSteps: number
}

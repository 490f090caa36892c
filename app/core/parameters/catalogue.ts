import { agentParameters, type AgentConfig } from '../agent/agent_parameters.ts'
import { trainingParameters, type TrainingConfig } from '../agent/training_parameters.ts'
import {
  environmentParameters,
  type EnvironmentConfig,
} from '../environment/environment_parameters.ts'
import { featureParameters, type FeatureConfig } from '../features/feature_parameters.ts'
import { dataParameters, type DataConfig } from '../market/data_parameters.ts'
import type { Parameter } from '../parameter.ts'

/** The full resolved config of a run, as `training_runs.parameters` stores it. */
export interface RunParameters {
  readonly version: 1
  readonly data: DataConfig
  readonly features: FeatureConfig
  readonly environment: EnvironmentConfig
  readonly agent: AgentConfig
  readonly training: TrainingConfig
}

export type ParameterGroup = Exclude<keyof RunParameters, 'version'>

/** Every parameter there is, once, in the order of the launch form. */
export const CATALOGUE: readonly Parameter[] = [
  ...dataParameters,
  ...featureParameters,
  ...environmentParameters,
  ...agentParameters,
  ...trainingParameters,
]

export const PARAMETER_GROUPS: readonly {
  readonly group: ParameterGroup
  readonly label: string
}[] = [
  { group: 'data', label: 'Data' },
  { group: 'features', label: 'Features' },
  { group: 'environment', label: 'Environment' },
  { group: 'agent', label: 'Agent' },
  { group: 'training', label: 'Training' },
]

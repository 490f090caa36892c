import { validationCount } from '../agent/validation_episodes.ts'
import { OWN_SIZE } from '../environment/own_state.ts'
import type { RunParameters } from './catalogue.ts'

/** Work of one seed, before it begins; an episode that ends in ruin makes it less. */
export interface WorkEstimate {
  readonly envSteps: number
  readonly updates: number
  /** Numbers in one observation. */
  readonly observation: number
  /** Weights and biases of the network. */
  readonly weights: number
  readonly replayBytes: number
  /** Replay memory, network with its Adam state, and feature tables. */
  readonly memoryBytes: number
  /** What is stored of it: recorded steps, the checkpoint that is kept, and the model. */
  readonly storedBytes: number
  /** Multiply-adds of one update, the unit of its time. */
  readonly updateOperations: number
}

/** Bytes of a transition; prioritised replay adds its tree. */
const TRANSITION_BYTES = 30
const PRIORITY_BYTES = 9

/** A step's row with its Q-values and two index entries, as PostgreSQL keeps it. */
const STEP_BYTES = 200
/** An episode's row with its index entries. */
const EPISODE_BYTES = 500

/** @param bars of the training and the validation range @param features columns of the feature table */
export function estimateWork(
  { features: { window }, environment, agent, training }: RunParameters,
  bars: { readonly training: number; readonly validation: number },
  features: number
): WorkEstimate {
  const longest = Math.max(1, bars.training - window)
  const length = Math.min(training.episodeLength ?? longest, longest)
  const steps = training.episodes * length
  const learning = Math.max(0, steps - agent.learningStarts)
  const updates = Math.floor(learning / agent.trainEvery) * agent.gradientSteps
  const observation = window * features + OWN_SIZE
  const weights = weightCount(
    observation,
    agent.hiddenLayers,
    environment.levels.length,
    agent.dueling
  )
  const replayBytes = agent.capacity * (TRANSITION_BYTES + (agent.prioritised ? PRIORITY_BYTES : 0))
  const passes = agent.double ? 5 : 4
  return {
    envSteps: steps,
    updates,
    observation,
    weights,
    replayBytes,
    memoryBytes: replayBytes + weights * 5 * 4 + bars.training * features * 12,
    storedBytes: storedBytes(training, {
      length,
      validation: bars.validation,
      replayBytes,
      weights,
    }),
    updateOperations: weights * agent.batchSize * passes,
  }
}

function storedBytes(
  training: RunParameters['training'],
  of: { length: number; validation: number; replayBytes: number; weights: number }
): number {
  const { episodes, recordEvery } = training
  const validations = validationCount(training)
  const recorded = recordEvery === 0 ? 0 : Math.floor(episodes / recordEvery)
  const steps = recorded * of.length + validations * of.validation
  // a checkpoint holds online and target network with Adam's two moments; a model the weights
  const artifacts = of.replayBytes + of.weights * 4 * 5
  return steps * STEP_BYTES + (episodes + validations) * EPISODE_BYTES + artifacts
}

function weightCount(
  inputs: number,
  hidden: readonly number[],
  actions: number,
  dueling: boolean
): number {
  let weights = 0
  let width = inputs
  for (const units of hidden) {
    weights += width * units + units
    width = units
  }
  const outputs = dueling ? actions + 1 : actions
  return weights + width * outputs + outputs
}

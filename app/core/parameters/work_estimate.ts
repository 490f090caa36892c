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
  /** Multiply-adds of one update, the unit of its time. */
  readonly updateOperations: number
}

/** Bytes of a transition; prioritised replay adds its tree. */
const TRANSITION_BYTES = 30
const PRIORITY_BYTES = 9

/** @param trainingBars bars of the training range @param features columns of the feature table */
export function estimateWork(
  { features: { window }, environment, agent, training }: RunParameters,
  trainingBars: number,
  features: number
): WorkEstimate {
  const longest = Math.max(1, trainingBars - window)
  const steps = training.episodes * Math.min(training.episodeLength ?? longest, longest)
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
    memoryBytes: replayBytes + weights * 5 * 4 + trainingBars * features * 12,
    updateOperations: weights * agent.batchSize * passes,
  }
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

import type { TabularEnvironment } from '../environment/environment.ts'
import { LossNotFinite } from './agent_errors.ts'
import type { StrategyAgent } from './strategy_agent.ts'

/** What training needs and changes; with the agent's and the environment's, `episode` is all its state. */
export interface Training {
  readonly environment: TabularEnvironment
  readonly agent: StrategyAgent
  readonly gradientSteps: number
  /** Episodes to train in all. */
  readonly episodes: number
  /** Episodes done. */
  episode: number
}

/** Called as training goes on. None may change what training reads, nor draw from its streams. */
export interface TrainingHooks {
  /** Asked before each step; true ends the training. */
  cancelled(): boolean
  /** The environment has been reset for episode `episode + 1`. */
  episodeBegins(): void
  /** An action was chosen, the step not yet made: the environment shows what was decided upon. */
  decided(): void
  learned(loss: number): void
  /** The step is made, remembered and learned from. */
  stepped(action: number): void
  /** `episode` has been counted; a checkpoint can be taken. */
  episodeEnded(): void
}

/**
 * DQN, Mnih et al. 2015, algorithm 1; the update's arithmetic is the engine's. Nothing is allocated
 * between two episodes.
 * @throws E_LOSS_NOT_FINITE at the update whose loss is NaN or infinite
 */
export function trainDqn(t: Training, on: TrainingHooks): 'completed' | 'cancelled' {
  const { environment, agent } = t
  while (t.episode < t.episodes) {
    environment.reset()
    agent.begin(environment.row, environment.own)
    on.episodeBegins()
    do {
      if (on.cancelled()) return 'cancelled'
      // (1) act: random with probability epsilon, else argmax Q(s, .)
      const action = agent.selectAction(environment.row, environment.own)
      on.decided()
      // (2) step: the order fills at the next open
      environment.advance(action)
      // (3) remember: a truncated step bootstraps, a terminated one does not
      const { reward, terminated, row, own } = environment
      agent.remember(action, reward, terminated, row, own)
      // (4) learn: y = sum_{i<m} gamma^i r_i + gamma^m (1 - terminated) Q_target(s_m, a*)
      const updates = agent.learningDue ? t.gradientSteps : 0
      for (let k = 0; k < updates; k++) {
        const loss = agent.learn()
        if (!Number.isFinite(loss)) {
          throw new LossNotFinite(loss, agent.updates, agent.steps, t.episode + 1)
        }
        on.learned(loss)
        // (5) target network: theta' <- tau theta + (1 - tau) theta', or a copy
        agent.updateTargetModel()
      }
      on.stepped(action)
    } while (!environment.terminated && !environment.truncated)
    t.episode++
    on.episodeEnded()
  }
  return 'completed'
}

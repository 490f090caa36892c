import { explainDecision, type DecisionExplanation } from '#core/agent/explain_decision'
import type { RunDataset } from '#core/agent/run_contract'
import { engineFactory } from '#compute/engines/factory'
import { modelsOfRuns } from '#services/evaluation/model_store'
import type { EpisodeDetail, EpisodeStep } from '#services/pages/episode_detail'

/** What the agent saw at a decision and what weighed, or why that is not known. */
export type Explanation =
  | { readonly known: false; readonly reason: string }
  | {
      readonly known: true
      readonly explained: DecisionExplanation
      /** Number of the training episode whose weights were asked. */
      readonly weightsOf: number
      /** Whether these are the weights that made the episode. */
      readonly own: boolean
      readonly window: number
    }

/** Q-values that one engine computed twice differ by no more than this. */
const SAME = 1e-4

/** Rebuilds an observation and asks the weights that the run has kept. */
export default class Explainer {
  async explain(
    episode: EpisodeDetail,
    bar: number,
    recorded: { readonly steps: readonly EpisodeStep[]; readonly dataset: RunDataset }
  ): Promise<Explanation> {
    const [model] = await modelsOfRuns([episode.run_id])
    if (model === undefined) {
      const reason = 'The run has kept no weights yet: they come with its first validation.'
      return { known: false, reason }
    }
    const { kind, start_bar: startBar } = episode
    const actions = recorded.steps.map((step) => step.action_index)
    const engines = engineFactory(
      model.manifest.fingerprint.engine === 'reference' ? 'reference' : 'simd'
    )
    const path = { kind, startBar, actions }
    const explained = explainDecision(model, recorded.dataset, path, bar, engines)
    const { q_values: made } = recorded.steps[bar - startBar] ?? { q_values: null }
    const own = made?.every(
      (q, i) => Math.abs(q - explained.qValues[i]!) <= SAME * (1 + Math.abs(q))
    )
    return {
      known: true,
      explained,
      weightsOf: model.episode,
      own: own ?? false,
      window: model.manifest.parameters.features.window,
    }
  }
}

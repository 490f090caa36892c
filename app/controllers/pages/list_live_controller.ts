import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { joinListFeed, type DrawnRow } from '#controllers/pages/list_feed'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import { LiveHub } from '#live/live_hub'
import {
  EVALUATIONS_TOPIC,
  EVERY_RUN_TOPIC,
  EVERY_STUDY_TOPIC,
  idOfTopic,
  type Announcement,
} from '#live/topics'
import { evaluationsSince, listedEvaluations } from '#services/pages/evaluations/evaluation_list'
import {
  experimentsOf,
  experimentsSince,
  listedExperiments,
  MAKERS,
  type MadeBy,
} from '#services/pages/run_list'
import { listedStudies, studiesSince } from '#services/pages/studies/study_list'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'
import { choiceIn } from '#validators/list_query'

type View = HttpContext['view']

/** Rows of lists as they change, as server-sent events. */
export default class ListLiveController {
  @inject()
  async runs(ctx: HttpContext, hub: LiveHub) {
    const madeBy = choiceIn(ctx.request.qs(), 'made_by', MAKERS, 'people')
    return joinListFeed(ctx, hub, {
      key: `runs of ${madeBy}`,
      topics: [EVERY_RUN_TOPIC],
      concerned: async (announcements) => [
        ...idsOf(announcements, 'experimentId'),
        ...(await experimentsOf(idsIn(announcements))),
      ],
      since: (moment) => experimentsSince(moment, madeBy),
      draw: (ids) => drawnRuns(ctx.view, ids, madeBy),
      named: (announcements) => [
        ...idsOf(announcements, 'experimentId').map((id) => `experiment-${id}`),
        ...idsOf(announcements, 'runId').map((id) => `run-${id}`),
      ],
    })
  }

  @inject()
  async studies(ctx: HttpContext, hub: LiveHub) {
    return joinListFeed(ctx, hub, {
      key: 'studies',
      topics: [EVERY_STUDY_TOPIC],
      concerned: async (announcements) => idsIn(announcements),
      since: studiesSince,
      draw: async (ids) => {
        const rows = await listedStudies(ids)
        const render = cellsOf(ctx.view, 'partials/studies/list_cells')
        return Promise.all(
          rows.map(async (row) => ({
            id: `study-${row.id}`,
            cells: await render({ row, labels: OBJECTIVE_LABELS }),
            begun: row.created_at.getTime(),
          }))
        )
      },
      named: (announcements) => idsIn(announcements).map((id) => `study-${id}`),
    })
  }

  @inject()
  async evaluations(ctx: HttpContext, hub: LiveHub) {
    return joinListFeed(ctx, hub, {
      key: 'evaluations',
      topics: [EVALUATIONS_TOPIC],
      concerned: async (announcements) => idsOf(announcements, 'evaluationId'),
      since: evaluationsSince,
      draw: async (ids) => {
        const rows = await listedEvaluations(ids)
        const render = cellsOf(ctx.view, 'partials/evaluations/list_cells')
        return Promise.all(
          rows.map(async (row) => ({
            id: `evaluation-${row.id}`,
            cells: await render({ row: { ...row, cards: verdictCards(row.verdicts) } }),
            begun: row.created_at.getTime(),
          }))
        )
      },
      named: (announcements) =>
        idsOf(announcements, 'evaluationId').map((id) => `evaluation-${id}`),
    })
  }
}

/** Cells without what depends on the page that shows them. */
function cellsOf(view: View, partial: string) {
  return (state: object) => view.render(partial, { ...state, alone: true })
}

async function drawnRuns(view: View, ids: readonly number[], madeBy: MadeBy): Promise<DrawnRow[]> {
  const group = cellsOf(view, 'partials/runs/group_cells')
  const member = cellsOf(view, 'partials/runs/member_cells')
  const experiments = await listedExperiments(ids, madeBy)
  const drawn = experiments.map(async (experiment) => [
    {
      id: `experiment-${experiment.id}`,
      cells: await group({ experiment }),
      begun: experiment.created_at.getTime(),
    },
    ...(await Promise.all(
      experiment.runs.map(async (run) => ({
        id: `run-${run.run_id}`,
        cells: await member({ run }),
        begun: null,
      }))
    )),
  ])
  return (await Promise.all(drawn)).flat()
}

function whatMatters(announcements: readonly Announcement[]): readonly Announcement[] {
  return announcements.filter(({ kind }) => kind === 'status' || kind === 'progress')
}

/** Of what is told of single ones. */
function idsIn(announcements: readonly Announcement[]): number[] {
  return whatMatters(announcements).flatMap(({ topic }) => idOfTopic(topic) ?? [])
}

/** Of what is told of all of a kind. */
function idsOf(announcements: readonly Announcement[], name: string): number[] {
  return announcements.flatMap(({ data }) => Number(data?.[name]) || [])
}

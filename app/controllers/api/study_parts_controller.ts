import type { HttpContext } from '@adonisjs/core/http'
import type { ListOperation } from '#openapi/list_operation'
import * as operations from '#openapi/operations/studies'
import { pageOfRows } from '#services/api/array_page'
import { knownStudy } from '#services/pages/studies/study_page'
import { studyPlots, type StudyPlots } from '#services/pages/studies/study_plots'
import { judgeWinner } from '#services/pages/studies/winner'
import { summaryOf } from '#services/tuning/study_report'
import { importanceRows } from '#transformers/charts/study/importance_rows'
import { drawnStudy } from '#transformers/charts/study/study_charts'
import { asRecord } from '#transformers/records/as_record'
import {
  indexedPart,
  ONLY_FOUND,
  STUDY_PARTS,
  type StudyPartName,
} from '#transformers/records/study_part_records'
import { studySummaryJson } from '#transformers/records/study_summary_record'
import { STUDY_FILES } from '#transformers/study_files'
import { answerList } from './answer_list.js'
import { listRequestOf } from './list_request.js'

const WHOLE = { x: null, y: null, path: null } as const

/** What the page of a study tells and draws, below `/api/v1/optimization/runs/{study_id}/`. */
export default class StudyPartsController {
  async summary({ params }: HttpContext) {
    const head = await knownStudy(params['study_id'])
    const { best, plan, row } = head
    const [summary, winner] = await Promise.all([
      summaryOf(head),
      best === null ? null : judgeWinner(row.study_id, best.trial, plan.objectives[0]),
    ])
    return studySummaryJson(summary, winner)
  }

  async history(ctx: HttpContext) {
    return this.#answer(ctx, operations.listHistory, 'history', comparedAt)
  }

  async importance(ctx: HttpContext) {
    return this.#answer(ctx, operations.listImportance, 'importance', (plots) => {
      const { explained, reason } = importanceRows(drawnStudy(plots))
      return { ...comparedAt(plots), explained, reason }
    })
  }

  async correlation(ctx: HttpContext) {
    return this.#answer(ctx, operations.listCorrelation, 'correlation', comparedAt)
  }

  async curves(ctx: HttpContext) {
    return this.#answer(ctx, operations.listCurves, 'curves')
  }

  async timeline(ctx: HttpContext) {
    return this.#answer(ctx, operations.listTimeline, 'timeline')
  }

  async front(ctx: HttpContext) {
    return this.#answer(ctx, operations.listFront, 'front', ({ analysis: { front } }) => ({
      front_resource: front?.resource || null,
      front_compared: front?.compared ?? 0,
    }))
  }

  async #answer(
    ctx: HttpContext,
    operation: ListOperation,
    name: StudyPartName,
    factsOf: (plots: StudyPlots) => Readonly<Record<string, unknown>> = () => ({})
  ) {
    const { filters, request } = listRequestOf(ctx, operation)
    const { search = '', ...bounds }: Readonly<Record<string, unknown>> = filters
    const plots = await studyPlots(ctx.params['study_id'])
    const part = STUDY_PARTS[name]
    const records = STUDY_FILES[name]!(plots, WHOLE).map((record, place) => ({ place, ...record }))
    const { rows, next } = pageOfRows(
      indexedPart(part, records, String(search)),
      { ...bounds, ...ONLY_FOUND },
      request
    )
    const data = rows.map((at) => asRecord<Shapes>(part.row, records[at]!))
    return answerList(ctx, operation, { data, next, also: factsOf(plots) })
  }
}

type Shapes = ListOperation['row']['properties']

function comparedAt({ analysis: { rung, rungs, compared } }: StudyPlots) {
  return { rung, resource: rungs[rung], compared }
}

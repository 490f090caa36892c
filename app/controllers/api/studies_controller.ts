import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import type { Actor } from '#services/audit_service'
import * as operations from '#openapi/operations/studies'
import { readBody } from '#openapi/read_request'
import { pageOfRows } from '#services/api/array_page'
import { runsOf } from '#services/api/run_list'
import * as lists from '#services/api/study_list'
import { startingPoint } from '#services/presets/starting_point'
import { inputOfStudy } from '#services/tuning/study_origin'
import { studyReport } from '#services/tuning/study_report'
import TuningService from '#services/tuning_service'
import { asRecord } from '#transformers/records/as_record'
import { runRecord } from '#transformers/records/run_record'
import {
  indexedRungs,
  rungRecord,
  studyRecord,
  trialRecord,
} from '#transformers/records/study_record'
import {
  budgetInput,
  cloneBody,
  cloneInput,
  enqueueBody,
  extendBody,
  retrainBody,
  studyBody,
  studyInput,
} from '#validators/api/study_body'
import { rangesIn } from '#validators/api/trial_ranges'
import type { TrialValues } from '#core/tuning/search_space'
import { answerList } from './answer_list.js'
import { answerOnce } from './answer_once.js'
import { listRequestOf } from './list_request.js'

const USUAL_SEEDS = [1, 2, 3, 4, 5]

/** `/api/v1/optimization/runs/` and what hangs on one. */
@inject()
export default class StudiesController {
  constructor(protected tuning: TuningService) {}

  async index(ctx: HttpContext) {
    const { filters, request } = listRequestOf(ctx, operations.listStudies)
    const { rows, next } = await lists.listStudies(filters, request)
    const data = rows.map((row) => asRecord(studyRecord, row))
    return answerList(ctx, operations.listStudies, { data, next })
  }

  async show({ params }: HttpContext) {
    return recordOf(params['study_id'])
  }

  async store(ctx: HttpContext) {
    const asked = readBody(studyBody, ctx.request.body())
    return answerOnce(ctx, operations.launchStudy, asked, async () => {
      const actor = actorOf(ctx)
      const start = await startingPoint(asked.preset, actor.userId)
      const studyId = await this.tuning.launch(studyInput(asked, start), actor)
      return { status: 201, body: await recordOf(studyId) }
    })
  }

  async clone(ctx: HttpContext) {
    const asked = readBody(cloneBody, ctx.request.body())
    return answerOnce(ctx, operations.cloneStudy, asked, async () => {
      const origin = await inputOfStudy(ctx.params['study_id'])
      const studyId = await this.tuning.launch(cloneInput(origin, asked), actorOf(ctx))
      return { status: 201, body: await recordOf(studyId) }
    })
  }

  async destroy(ctx: HttpContext) {
    await this.tuning.delete(ctx.params['study_id'], actorOf(ctx))
    return ctx.response.noContent()
  }

  async pause(ctx: HttpContext) {
    return this.#acted(ctx, (studyId, actor) => this.tuning.pause(studyId, actor))
  }

  async resume(ctx: HttpContext) {
    return this.#acted(ctx, (studyId, actor) => this.tuning.resume(studyId, actor))
  }

  async stop(ctx: HttpContext) {
    return this.#acted(ctx, (studyId, actor) => this.tuning.stop(studyId, actor))
  }

  async extend(ctx: HttpContext) {
    const asked = readBody(extendBody, ctx.request.body())
    return this.#acted(ctx, (studyId, actor) =>
      this.tuning.extend(studyId, budgetInput(asked), actor)
    )
  }

  async enqueue(ctx: HttpContext) {
    const asked = readBody(enqueueBody, ctx.request.body())
    const studyId: number = ctx.params['study_id']
    return answerOnce(ctx, operations.enqueueTrials, asked, async () => {
      await this.tuning.enqueue(studyId, asked.points as readonly TrialValues[], actorOf(ctx))
      return { status: 200, body: await recordOf(studyId) }
    })
  }

  async retrain(ctx: HttpContext) {
    const asked = readBody(retrainBody, ctx.request.body())
    const { trial, seeds = USUAL_SEEDS } = asked
    return answerOnce(ctx, operations.retrainTrial, asked, async () => {
      const launched = await this.tuning.retrain(ctx.params['study_id'], trial, seeds, actorOf(ctx))
      const runs = await runsOf(launched.runIds)
      const body = {
        experiment_id: Number(launched.experiment.experimentId),
        runs: runs.map((run) => asRecord(runRecord, run)),
      }
      return { status: 201, body }
    })
  }

  async results(ctx: HttpContext) {
    const { study_id: studyId } = await lists.knownStudy(ctx.params['study_id'])
    const { filters, request } = listRequestOf(ctx, operations.listTrials)
    const { rows, next } = await lists.listTrials(studyId, filters, rangesIn(filters), request)
    const data = rows.map((row) => asRecord(trialRecord, row))
    return answerList(ctx, operations.listTrials, { data, next })
  }

  async rungs(ctx: HttpContext) {
    await lists.knownStudy(ctx.params['study_id'])
    const { rungs } = await studyReport(ctx.params['study_id'])
    const { filters, request } = listRequestOf(ctx, operations.listRungs)
    const { rows, next } = pageOfRows(indexedRungs(rungs), filters, request)
    const data = rows.map((row) => asRecord(rungRecord, { ...rungs[row]! }))
    return answerList(ctx, operations.listRungs, { data, next })
  }

  async #acted(ctx: HttpContext, act: (studyId: number, actor: Actor) => Promise<void>) {
    const studyId: number = ctx.params['study_id']
    await act(studyId, actorOf(ctx))
    return recordOf(studyId)
  }
}

async function recordOf(studyId: number) {
  return asRecord(studyRecord, await lists.knownStudy(studyId))
}

import { createHash } from 'node:crypto'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { uploadedFile } from '#controllers/uploaded_file'
import { RequestInvalid } from '#exceptions/request_invalid'
import {
  fetchDataset,
  listDatasets as listOperation,
  uploadDataset,
} from '#openapi/operations/datasets'
import { readBody, readTexts } from '#openapi/read_request'
import { knownDataset, listDatasets } from '#services/api/dataset_list'
import { withoutWaiting } from '#services/api/no_waiting'
import DatasetService, { type FetchInput } from '#services/dataset_service'
import { datasetFindings } from '#services/pages/dataset_list'
import { asRecord } from '#transformers/records/as_record'
import { datasetRecord, findingRecord } from '#transformers/records/dataset_record'
import { fetchBody, uploadFields } from '#validators/api/bodies'
import { answerList } from './answer_list.js'
import { answerOnce } from './answer_once.js'
import { listRequestOf } from './list_request.js'
import { isUnchanged } from './unchanged.js'

/** `/api/v1/datasets/` */
@inject()
export default class DatasetsController {
  constructor(protected datasets: DatasetService) {}

  async index(ctx: HttpContext) {
    const { filters, request } = listRequestOf(ctx, listOperation)
    const { rows, next } = await listDatasets(filters, request)
    const data = rows.map((row) => asRecord(datasetRecord, row))
    return answerList(ctx, listOperation, { data, next })
  }

  async show(ctx: HttpContext) {
    const dataset = await knownDataset(ctx.params['dataset_id'])
    const findings = await datasetFindings(dataset.dataset_id)
    const detail = {
      ...asRecord(datasetRecord, dataset),
      findings: findings.map((finding) => asRecord(findingRecord, finding)),
    }
    if (isUnchanged(ctx, [detail])) return
    return detail
  }

  async store(ctx: HttpContext) {
    const asked = readBody(fetchBody, ctx.request.body())
    const input = { ...asked, from: asked.from ?? null, to: asked.to ?? null }
    return answerOnce(ctx, fetchDataset, asked, () => this.#fetch(ctx, input))
  }

  async upload(ctx: HttpContext) {
    const file = uploaded(ctx)
    const { file: _, ...fields } = ctx.request.body()
    const asked = readTexts(uploadFields, fields)
    const { time_zone: timeZone, stamp, calendar, ...bars } = asked
    const options = { timeZone, stamp, calendar }
    const { from = null, to = null } = asked
    const input = { ...bars, from, to, source: 'csv', csv: { ...file, options } }
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    return answerOnce(ctx, uploadDataset, { ...asked, sha256 }, () => this.#fetch(ctx, input))
  }

  async destroy(ctx: HttpContext) {
    await this.datasets.delete(ctx.params['dataset_id'], actorOf(ctx))
    return ctx.response.noContent()
  }

  async #fetch(ctx: HttpContext, input: FetchInput) {
    const options = { progress: withoutWaiting }
    const { dataset, isNew } = await this.datasets.fetch(input, actorOf(ctx), options)
    const stored = await knownDataset(Number(dataset.datasetId))
    return { status: isNew ? 201 : 200, body: asRecord(datasetRecord, stored) }
  }
}

/** The file of an upload; what it is, its content says. */
function uploaded(ctx: HttpContext) {
  const file = uploadedFile(ctx)
  if (file === null) throw new RequestInvalid([{ path: 'file', message: 'file is needed.' }])
  return file
}

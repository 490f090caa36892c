import { readFile } from 'node:fs/promises'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { InvalidParameter } from '#core/errors'
import { actorOf } from '#controllers/pages/actor'
import DatasetService from '#services/dataset_service'
import { previewCsv } from '#services/pages/csv_preview'
import { fetchValidator, UPLOAD } from '#validators/dataset'
import { choiceIn } from '#validators/list_query'

/** The uploaded file with its bytes, or null when none was chosen. */
async function uploaded({ request }: HttpContext) {
  const file = request.file('file', UPLOAD)
  if (!file?.tmpPath) return null
  if (!file.isValid) {
    const reason = file.errors.map(({ message }) => message).join(' ')
    throw new InvalidParameter('file', `${file.clientName}: ${reason}`, 'Choose another file.')
  }
  return { bytes: await readFile(file.tmpPath), name: file.clientName }
}

export default class DatasetFetchesController {
  create({ request, view }: HttpContext) {
    const source = choiceIn(request.qs(), 'source', ['yahoo', 'csv', 'sample'], 'yahoo')
    const tenYearsAgo = new Date()
    tenYearsAgo.setUTCFullYear(tenYearsAgo.getUTCFullYear() - 10)
    return view.render('pages/datasets/create', { source, from: tenYearsAgo })
  }

  /** What an uploaded file seems to hold. */
  async preview(ctx: HttpContext) {
    const file = await uploaded(ctx)
    const preview = file && previewCsv(file.bytes, file.name)
    return ctx.view.render('partials/datasets/preview', { preview })
  }

  @inject()
  async store(ctx: HttpContext, datasets: DatasetService) {
    const input = await ctx.request.validateUsing(fetchValidator)
    const file = input.source === 'csv' ? await uploaded(ctx) : null
    const calendar = input.calendar === 'auto' ? undefined : input.calendar
    const options = { timeZone: input.time_zone ?? 'UTC', stamp: input.stamp, calendar }
    const { dataset, isNew } = await datasets.fetch(
      {
        ...input,
        from: input.from ?? null,
        to: input.to ?? null,
        repair: input.repair !== undefined,
        ...(file ? { csv: { ...file, options } } : {}),
      },
      actorOf(ctx)
    )
    const { symbol, bars, version } = dataset
    ctx.session.flash(
      'done',
      isNew
        ? `${symbol}: ${bars} bars are stored as version ${version}.`
        : `Exactly these bars were stored before, as version ${version}. Nothing changed.`
    )
    return ctx.response.redirect(`/datasets/${dataset.datasetId}`)
  }
}

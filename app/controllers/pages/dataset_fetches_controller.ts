import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { InvalidParameter } from '#core/errors'
import { actorOf } from '#controllers/pages/actor'
import { uploadedFile } from '#controllers/uploaded_file'
import DatasetService from '#services/dataset_service'
import { previewCsv } from '#services/pages/csv_preview'
import { fetchValidator } from '#validators/dataset'
import { choiceIn } from '#validators/list_query'

const ENDINGS = /\.(csv|tsv|txt|gz)$/i

/** The chosen file with its bytes, or null when none was. @throws E_INVALID_PARAMETER */
function chosen(ctx: HttpContext) {
  const file = uploadedFile(ctx)
  if (file === null || ENDINGS.test(file.name)) return file
  const message = `${file.name} has another ending than csv, tsv, txt or gz.`
  throw new InvalidParameter('file', message, 'Choose another file.')
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
    const file = chosen(ctx)
    const preview = file && previewCsv(file.bytes, file.name)
    return ctx.view.render('partials/datasets/preview', { preview })
  }

  @inject()
  async store(ctx: HttpContext, datasets: DatasetService) {
    const input = await ctx.request.validateUsing(fetchValidator)
    const file = input.source === 'csv' ? chosen(ctx) : null
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

import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { randomUUID } from 'node:crypto'
import { InvalidParameter, isCodedError } from '#core/errors'
import { actorOf } from '#controllers/pages/actor'
import { uploadedFile } from '#controllers/uploaded_file'
import DatasetService from '#services/dataset_service'
import { toldProgress } from '#services/datasets/told_progress'
import type { CsvOptions } from '#integrations/data_sources/csv/csv_data_source'
import { firstCells, previewCsv } from '#services/pages/csv_preview'
import { csvColumnsIn, MAPPED_FIELDS } from '#validators/csv_columns'
import { fetchValidator } from '#validators/dataset'
import { choiceIn, textIn } from '#validators/list_query'

const ENDINGS = /\.(csv|tsv|txt|gz)$/i

/** The chosen file with its bytes, or null when none was. @throws E_INVALID_PARAMETER */
function chosen(ctx: HttpContext) {
  const file = uploadedFile(ctx)
  if (file === null || ENDINGS.test(file.name)) return file
  const message = `${file.name} has another ending than csv, tsv, txt or gz.`
  throw new InvalidParameter('file', message, 'Choose another file.')
}

const NO_FILE = { preview: null, fault: null, header: [] }

/** What a file seems to hold; where that is not told, its first line, to be told. */
function looked(file: { bytes: Uint8Array; name: string }, options: CsvOptions) {
  try {
    const preview = previewCsv(file.bytes, file.name, options)
    return { preview, fault: null, header: preview.header }
  } catch (error) {
    if (!isCodedError(error)) throw error
    return { preview: null, fault: error, header: firstCells(file.bytes, file.name) }
  }
}

/** How the form says that times are to be read. */
function timesIn(body: Readonly<Record<string, unknown>>): CsvOptions {
  const timeZone = textIn(body, 'time_zone') ?? 'UTC'
  const calendar = choiceIn(body, 'calendar', ['auto', 'exchange', 'always'], 'auto')
  return {
    timeZone,
    stamp: choiceIn(body, 'stamp', ['open', 'close'], 'open'),
    ...(calendar !== 'auto' && { calendar }),
  }
}

export default class DatasetFetchesController {
  create({ request, view }: HttpContext) {
    const source = choiceIn(request.qs(), 'source', ['yahoo', 'csv', 'sample'], 'yahoo')
    const tenYearsAgo = new Date()
    tenYearsAgo.setUTCFullYear(tenYearsAgo.getUTCFullYear() - 10)
    return view.render('pages/datasets/create', {
      ...{ source, from: tenYearsAgo },
      fetchKey: randomUUID(),
    })
  }

  /** What an uploaded file seems to hold, with the columns that a person named. */
  async preview(ctx: HttpContext) {
    const file = chosen(ctx)
    const body = ctx.request.all()
    // another file has other columns
    const named = body['another_file'] === undefined ? csvColumnsIn(body) : {}
    return ctx.view.render('partials/datasets/preview', {
      ...(file === null ? NO_FILE : looked(file, { ...timesIn(body), columns: named })),
      named,
      mappedFields: MAPPED_FIELDS,
    })
  }

  @inject()
  async store(ctx: HttpContext, datasets: DatasetService) {
    const input = await ctx.request.validateUsing(fetchValidator)
    const file = input.source === 'csv' ? chosen(ctx) : null
    const calendar = input.calendar === 'auto' ? undefined : input.calendar
    const columns = csvColumnsIn(ctx.request.all())
    const options = { timeZone: input.time_zone ?? 'UTC', stamp: input.stamp, calendar, columns }
    const { dataset, isNew } = await datasets.fetch(
      {
        ...input,
        from: input.from ?? null,
        to: input.to ?? null,
        repair: input.repair !== undefined,
        ...(file ? { csv: { ...file, options } } : {}),
      },
      actorOf(ctx),
      input.fetch_key === undefined ? {} : { progress: toldProgress(input.fetch_key) }
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

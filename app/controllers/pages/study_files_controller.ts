import type { HttpContext } from '@adonisjs/core/http'
import { Readable } from 'node:stream'
import { knownStudy as studyOf } from '#services/api/study_list'
import { RecordNotFound } from '#services/pages/missing'
import { knownStudy } from '#services/pages/studies/study_page'
import { studyPlots } from '#services/pages/studies/study_plots'
import { trialSorts } from '#services/pages/studies/trial_orders'
import { everyTrial } from '#services/pages/studies/trial_table'
import { csvOf, csvPages } from '#transformers/csv'
import { asRecord } from '#transformers/records/as_record'
import { studyRecord } from '#transformers/records/study_record'
import { STUDY_FILES, trialRow } from '#transformers/study_files'
import { sortIn, textIn } from '#validators/list_query'
import { trialFilter } from '#validators/trial_filter'

/** Downloads of a study: its trials, all that its plots draw, and all of it together. */
export default class StudyFilesController {
  /** `results.json`, or `trials` or one of `STUDY_FILES` as CSV or JSON. */
  async show(ctx: HttpContext) {
    const { params, request, response } = ctx
    const studyId = Number(params['id'])
    const [, name = '', kind = ''] = /^([a-z]+)\.(csv|json)$/.exec(String(params['file'])) ?? []
    const records = Object.hasOwn(STUDY_FILES, name) ? STUDY_FILES[name] : null
    const isWhole = name === 'results' && kind === 'json'
    if (records === null && name !== 'trials' && !isWhole) throw noFile(String(params['file']))
    const trials = name === 'trials' ? await this.#trials(ctx, studyId) : null
    const plots = trials === null ? await studyPlots(studyId) : null
    const fileName = `study-${studyId}-${name}.${kind}`
    response.header('content-disposition', `attachment; filename="${fileName}"`)
    response.header(
      'content-type',
      kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8'
    )
    if (trials !== null) {
      return response.stream(Readable.from(kind === 'csv' ? csvPages(trials) : jsonPages(trials)))
    }
    const query = request.qs()
    const asked = {
      x: textIn(query, 'contour_x'),
      y: textIn(query, 'contour_y'),
      path: textIn(query, 'path'),
    }
    if (records !== null) {
      const found = records(plots!, asked)
      return kind === 'csv' ? csvOf(found) : found
    }
    const of = Object.entries(STUDY_FILES).map(([file, from]) => [file, from(plots!, asked)])
    const study = asRecord(studyRecord, await studyOf(studyId))
    const every = everyTrial({ study_id: studyId, plan: plots!.head.plan }, ALL, BY_NUMBER)
    const head = JSON.stringify({ study, ...Object.fromEntries(of) }).slice(0, -1)
    return response.stream(
      Readable.from(wholeOf(head, jsonPages(rowsOf(every, plots!.head.plan.space))))
    )
  }

  /** The trials of the table, in its order and by its filter. */
  async #trials({ request }: HttpContext, studyId: number) {
    const { plan } = await knownStudy(studyId)
    const query = request.qs()
    const filter = trialFilter(query, plan.space, plan.rungs)
    const sort = sortIn(query, trialSorts(plan.space), 'id')
    return rowsOf(everyTrial({ study_id: studyId, plan }, filter, sort), plan.space)
  }
}

type Space = Awaited<ReturnType<typeof knownStudy>>['plan']['space']

const ALL = { statuses: [], rung: null, objective: null, at: null, ranges: [] } as const
const BY_NUMBER = { key: 'id', descending: false } as const

async function* rowsOf(pages: ReturnType<typeof everyTrial>, space: Space) {
  for await (const trials of pages) yield trials.map((trial) => trialRow(trial, space))
}

/** Pages of records as one JSON list, a page at a time. */
async function* jsonPages(pages: AsyncIterable<readonly object[]>) {
  let first = true
  for await (const records of pages) {
    yield (first ? '[' : ',') + JSON.stringify(records).slice(1, -1)
    first = false
  }
  yield first ? '[]' : ']'
}

async function* wholeOf(head: string, trials: AsyncIterable<string>) {
  yield `${head},"trials":`
  yield* trials
  yield '}'
}

function noFile(name: string): RecordNotFound {
  const known = ['trials', ...Object.keys(STUDY_FILES)].map((file) => `${file}.csv`).join(', ')
  return new RecordNotFound(
    `There is no file ${name} of a study.`,
    `Take results.json, or ${known}, each also as .json.`
  )
}

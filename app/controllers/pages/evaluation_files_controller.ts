import type { HttpContext } from '@adonisjs/core/http'
import { noSheet } from '#controllers/pages/evaluation_controller'
import { evaluationHead, sheetOf } from '#services/pages/evaluations/evaluation_page'
import { RecordNotFound } from '#services/pages/missing'
import { csvOf } from '#transformers/csv'
import { EVALUATION_FILES } from '#transformers/evaluation_records'

/** Downloads of everything that a tear sheet draws. */
export default class EvaluationFilesController {
  /** `tear-sheet.json`, or one of `EVALUATION_FILES` as CSV or JSON. */
  async show({ params, response }: HttpContext) {
    const evaluation = await evaluationHead(Number(params['id']))
    const id = evaluation.evaluation_id
    const [, name = '', kind = ''] = /^([a-z-]+)\.(csv|json)$/.exec(String(params['file'])) ?? []
    const records = Object.hasOwn(EVALUATION_FILES, name) ? EVALUATION_FILES[name] : null
    const whole = name === 'tear-sheet' && kind === 'json'
    if (records === null && !whole) throw noFile(String(params['file']))
    const sheet = await sheetOf(id)
    if (sheet === null) throw noSheet(id)
    const fileName = `evaluation-${id}-${name}.${kind}`
    response.header('content-disposition', `attachment; filename="${fileName}"`)
    if (records === null) return { ...subjectOf(evaluation), tear_sheet: sheet }
    if (kind === 'json') return records(sheet)
    response.header('content-type', 'text/csv; charset=utf-8')
    return csvOf(records(sheet))
  }
}

type Head = Awaited<ReturnType<typeof evaluationHead>>

/** What the document itself does not name. */
function subjectOf(evaluation: Head) {
  return {
    evaluation_id: evaluation.evaluation_id,
    experiment_id: evaluation.experiment_id,
    run_id: evaluation.run_id,
    range: evaluation.range,
    look: evaluation.look,
    reason: evaluation.reason,
    dataset_sha256: evaluation.sha256,
    symbol: evaluation.symbol,
    interval: evaluation.interval,
    currency: evaluation.currency,
    created_at: evaluation.created_at.toISOString(),
  }
}

function noFile(name: string): RecordNotFound {
  const known = Object.keys(EVALUATION_FILES)
    .map((file) => `${file}.csv`)
    .join(', ')
  return new RecordNotFound(
    `There is no file ${name} of an evaluation.`,
    `Take tear-sheet.json, or ${known}, each also as .json.`
  )
}

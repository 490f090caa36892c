import type { HttpContext } from '@adonisjs/core/http'
import { sendExportFile } from '#controllers/pages/export_file'
import { exportFile } from '#services/models/model_export_rows'
import { MODEL_VERDICTS_CHOICES, modelPath } from '#services/models/model_rows'
import { MODEL_LIST_SORTS, modelList } from '#services/pages/models/model_list'
import { candidatePage, versionPage, type ModelPage } from '#services/pages/models/model_page'
import { lineage } from '#transformers/charts/lineage'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'
import { MODEL_HEADS, modelTitle } from '#transformers/tables/model_heads'
import { modelManifest } from '#transformers/tables/model_manifest'
import { promotionView } from '#transformers/tables/promotion_view'
import { versionComparison } from '#transformers/tables/version_comparison'
import { cursorIn, integerIn, sortIn } from '#validators/list_query'
import { modelFilter } from '#validators/model'

const FORMATS = { onnx: 'ONNX', tfjs: 'TensorFlow.js', json: 'Plain JSON' }

/** What the page of a model shows. */
function shown(page: ModelPage) {
  const { model, members, promotion } = page
  const title = modelTitle(model)
  return {
    ...page,
    title,
    path: modelPath(model),
    formats: FORMATS,
    cards: verdictCards(model.verdicts ?? []),
    promotion: promotion && promotionView(promotion),
    promoteFirst: true,
    columns: lineage(page),
    manifest: members.length === 0 ? null : modelManifest(members[page.shown].manifest),
    compared: versionComparison(page.versions),
    crumbs: [{ label: 'Models', href: '/models' }, { label: title }],
  }
}

/** Models: the list, one model, and its files. */
export default class ModelsController {
  async index({ request, view }: HttpContext) {
    const query = request.qs()
    const filter = modelFilter(query)
    const sort = sortIn(query, Object.keys(MODEL_LIST_SORTS), '-id')
    const page = await modelList(filter, sort, cursorIn(query, { sort }))
    const rows = page.rows.map((row) => ({
      ...row,
      title: modelTitle(row),
      href: modelPath(row),
      cards: verdictCards(row.verdicts ?? []),
    }))
    return view.render('pages/models/index', {
      page: { ...page, rows },
      filter,
      filtered: Object.values(filter).some((value) => value !== null),
      sort,
      heads: MODEL_HEADS,
      verdicts: MODEL_VERDICTS_CHOICES,
      goTo: sort.key !== 'promoted',
      noun: 'models',
    })
  }

  /** A candidate; what has a name is shown under it. */
  async candidate({ params, request, response, view }: HttpContext) {
    const seed = integerIn(request.qs(), 'seed')
    const page = await candidatePage(Number(params['experiment_id']), seed)
    if (page.model.name !== null) return response.redirect(modelPath(page.model))
    return view.render('pages/models/show', shown(page))
  }

  async show({ params, request, view }: HttpContext) {
    const seed = integerIn(request.qs(), 'seed')
    const page = await versionPage(String(params['name']), Number(params['version']), seed)
    return view.render('pages/models/show', shown(page))
  }

  /** One file of an export, as TensorFlow.js loads it too. */
  async file(ctx: HttpContext) {
    const { id, file } = ctx.params as { id: string; file: string }
    return sendExportFile(ctx, await exportFile(Number(id), file))
  }
}

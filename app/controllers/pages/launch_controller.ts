import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { goneSignal } from '#controllers/pages/gone_signal'
import { CATALOGUE } from '#core/parameters/catalogue'
import { resolveParameters } from '#core/parameters/resolve'
import LaunchPage, { launchCommand, type LaunchStart } from '#services/pages/launch_page'
import { visiblePresets } from '#services/presets/saved_presets'
import { startingPoint } from '#services/presets/starting_point'
import { launchSections, presetCards } from '#transformers/forms/launch_fields'
import { launchFaults, launchForm, presetIn, seedsIn, type LaunchForm } from '#validators/launch'
import { integerIn } from '#validators/list_query'

export default class LaunchController {
  @inject()
  async create({ auth, request, view }: HttpContext, pages: LaunchPage) {
    const query = request.qs()
    const { id: userId } = auth.getUserOrFail()
    const start = await this.#start(query, pages, userId)
    const { point, overrides, name, tags } = start
    const seeds = start.seeds ?? point.seeds.join(', ')
    const datasets = start.datasetId === null ? [] : [start.datasetId]
    const form = { datasets, start: point, seeds, name, tags, notes: '', overrides }
    return view.render('pages/runs/create', {
      start: { ...start, seeds },
      options: await pages.options(),
      sections: launchSections(point, overrides),
      presets: presetCards(point.key, await visiblePresets(userId)),
      ...(await this.#judge(form, pages)),
    })
  }

  /** The Before-launch panel for what is typed so far. */
  @inject()
  async check({ auth, request, view }: HttpContext, pages: LaunchPage) {
    const body = request.all()
    const point = await startingPoint(presetIn(body), auth.getUserOrFail().id)
    const form = await launchForm(body, point)
    return view.render('partials/runs/before_launch', await this.#judge(form, pages))
  }

  /** The same panel, after the checks before training and, where it is needed, a trial of two seconds. */
  @inject()
  async try(ctx: HttpContext, pages: LaunchPage) {
    const { auth, request, view } = ctx
    const body = request.all()
    const point = await startingPoint(presetIn(body), auth.getUserOrFail().id)
    const form = await launchForm(body, point)
    const [datasetId] = form.datasets
    if (launchFaults(form).length === 0 && datasetId !== undefined) {
      const overrides = { ...point.overrides, ...form.overrides }
      const parameters = resolveParameters(overrides, point.preset)
      await pages.try(parameters, datasetId, goneSignal(ctx))
    }
    return view.render('partials/runs/before_launch', await this.#judge(form, pages))
  }

  async #blank(
    query: Record<string, unknown>,
    pages: LaunchPage,
    userId: number
  ): Promise<LaunchStart> {
    return {
      point: await startingPoint(presetIn(query), userId),
      overrides: {},
      datasetId: integerIn(query, 'dataset') ?? (await pages.usualDataset()),
      seeds: null,
      name: '',
      tags: '',
      from: null,
      trial: null,
    }
  }

  /** A clone of a run, a trial of a study, or a preset. */
  #start(query: Record<string, unknown>, pages: LaunchPage, userId: number): Promise<LaunchStart> {
    const from = integerIn(query, 'from')
    if (from !== null) return pages.clone(from, userId)
    const [study, trial] = [integerIn(query, 'study'), integerIn(query, 'trial')]
    if (study !== null && trial !== null) return pages.ofTrial(study, trial)
    return this.#blank(query, pages, userId)
  }

  async #judge(form: LaunchForm, pages: LaunchPage) {
    const faults = launchFaults(form)
    const seedList = seedsIn(form.seeds) ?? []
    const seeds = seedList.length
    const [datasetId] = form.datasets
    const common = { faults, seeds, parameterCount: CATALOGUE.length }
    if (faults.length > 0 || datasetId === undefined) {
      const nothing = { estimate: null, trial: undefined, isTimed: false, fault: null }
      return { ...common, ...nothing, alike: null, command: null }
    }
    const { start, overrides } = form
    const parameters = resolveParameters({ ...start.overrides, ...overrides }, start.preset)
    const command = launchCommand(parameters, { start, datasets: form.datasets, seeds: seedList })
    const judged = await pages.estimate(parameters, datasetId, seeds)
    const alike = await pages.alike(parameters, datasetId)
    return { ...common, ...judged, alike, command }
  }
}

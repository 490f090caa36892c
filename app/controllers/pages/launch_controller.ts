import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { CATALOGUE } from '#core/parameters/catalogue'
import { PRESET_LIST, PRESETS } from '#core/parameters/preset'
import { resolveParameters } from '#core/parameters/resolve'
import LaunchPage, { launchCommand, type LaunchStart } from '#services/pages/launch_page'
import { launchSections, presetCards } from '#transformers/forms/launch_fields'
import { launchFaults, launchForm, seedsIn, type LaunchForm } from '#validators/launch'
import { choiceIn, integerIn } from '#validators/list_query'

export default class LaunchController {
  @inject()
  async create({ request, view }: HttpContext, pages: LaunchPage) {
    const query = request.qs()
    const from = integerIn(query, 'from')
    const start = from === null ? await this.#blank(query, pages) : await pages.clone(from)
    const { preset, overrides } = start
    const seeds = start.seeds ?? PRESET_LIST[preset].seeds.join(', ')
    const datasets = start.datasetId === null ? [] : [start.datasetId]
    const form = { datasets, preset, seeds, name: start.name, notes: '', overrides }
    return view.render('pages/runs/create', {
      start: { ...start, seeds },
      options: await pages.options(),
      sections: launchSections(preset, overrides),
      presets: presetCards(preset),
      ...(await this.#judge(form, pages)),
    })
  }

  /** The Before-launch panel for what is typed so far. */
  @inject()
  async check({ request, view }: HttpContext, pages: LaunchPage) {
    const form = await launchForm(request.all())
    return view.render('partials/runs/before_launch', await this.#judge(form, pages))
  }

  async #blank(query: Record<string, unknown>, pages: LaunchPage): Promise<LaunchStart> {
    return {
      preset: choiceIn(query, 'preset', PRESETS, 'default'),
      overrides: {},
      datasetId: integerIn(query, 'dataset') ?? (await pages.usualDataset()),
      seeds: null,
      name: '',
      from: null,
    }
  }

  async #judge(form: LaunchForm, pages: LaunchPage) {
    const faults = launchFaults(form)
    const seedList = seedsIn(form.seeds) ?? []
    const seeds = seedList.length
    const [datasetId] = form.datasets
    const common = { faults, seeds, parameterCount: CATALOGUE.length }
    if (faults.length > 0 || datasetId === undefined) {
      return { ...common, estimate: null, fault: null, duplicate: null, command: null }
    }
    const { preset } = form
    const parameters = resolveParameters(form.overrides, preset)
    const command = launchCommand(parameters, {
      preset,
      datasets: form.datasets,
      seeds: seedList,
    })
    const judged = await pages.estimate(parameters, datasetId, seeds)
    const duplicate = await pages.duplicate(parameters, datasetId)
    return { ...common, ...judged, duplicate, command }
  }
}

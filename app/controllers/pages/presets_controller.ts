import type { HttpContext } from '@adonisjs/core/http'
import { InvalidParameter } from '#core/errors'
import { actorOf } from '#controllers/pages/actor'
import { changesOf } from '#services/presets/changes_of'
import {
  changePreset,
  deletePreset,
  savePreset,
  visiblePresets,
  type PresetKeeper,
} from '#services/presets/saved_presets'
import { savedKey, startingPoint } from '#services/presets/starting_point'
import { presetRows } from '#transformers/tables/preset_rows'
import { launchForm, presetIn, seedsIn } from '#validators/launch'
import { presetValidator } from '#validators/preset'

function keeperOf(ctx: HttpContext): PresetKeeper {
  return { ...actorOf(ctx), isAdmin: ctx.auth.getUserOrFail().may('admin') }
}

/** Settings that people saved under a name, for themselves or for all. */
export default class PresetsController {
  async index(ctx: HttpContext) {
    const { userId, isAdmin } = keeperOf(ctx)
    const presets = presetRows(await visiblePresets(userId), { userId, isAdmin })
    return ctx.view.render('pages/presets/index', { presets })
  }

  /** Saves what the launch form holds: its changes of the preset it is based on, and its seeds. */
  async store(ctx: HttpContext) {
    const body = ctx.request.all()
    const named = await ctx.request.validateUsing(presetValidator)
    const keeper = keeperOf(ctx)
    const start = await startingPoint(presetIn(body), keeper.userId)
    const form = await launchForm(body, start)
    const { presetId } = await savePreset(
      {
        name: named.preset_name,
        preset: start.preset,
        overrides: changesOf(start, form.overrides),
        seeds: knownSeeds(form.seeds),
        isShared: named.preset_shared !== undefined,
        replace: named.preset_replace !== undefined,
      },
      keeper
    )
    ctx.session.flash('done', `The preset ${named.preset_name} is saved, and chosen here.`)
    const [dataset] = form.datasets
    const more = dataset === undefined ? '' : `&dataset=${dataset}`
    return ctx.response.redirect(`/runs/new?preset=${savedKey(presetId)}${more}`)
  }

  async update(ctx: HttpContext) {
    const named = await ctx.request.validateUsing(presetValidator)
    const change = { name: named.preset_name, isShared: named.preset_shared !== undefined }
    await changePreset(Number(ctx.params['id']), change, keeperOf(ctx))
    ctx.session.flash(
      'done',
      `The preset is ${change.name}, ${change.isShared ? 'for all' : 'yours only'}.`
    )
    return ctx.response.redirect('/presets')
  }

  async destroy(ctx: HttpContext) {
    const name = await deletePreset(Number(ctx.params['id']), keeperOf(ctx))
    ctx.session.flash('done', `The preset ${name} is deleted.`)
    return ctx.response.redirect('/presets')
  }
}

function knownSeeds(text: string): readonly number[] {
  const seeds = seedsIn(text)
  if (seeds !== null) return seeds
  throw new InvalidParameter(
    'seeds',
    `seeds is "${text}", but must be 1 to 100 integers from 0 to 4294967295.`,
    'Give for example 1, 2, 3.'
  )
}

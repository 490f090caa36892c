import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { allows } from '#middleware/api_operation_middleware'
import * as operations from '#openapi/operations/presets'
import { readBody } from '#openapi/read_request'
import { knownPreset, listPresets } from '#services/api/preset_list'
import { changesOf } from '#services/presets/changes_of'
import {
  changePreset,
  deletePreset,
  savePreset,
  type PresetKeeper,
} from '#services/presets/saved_presets'
import { startingPoint } from '#services/presets/starting_point'
import { asRecord } from '#transformers/records/as_record'
import { presetRecord } from '#transformers/records/preset_record'
import { overridesByPath } from '#validators/api/bodies'
import { presetBody, presetChange } from '#validators/api/preset_body'
import { answerList } from './answer_list.js'
import { answerOnce } from './answer_once.js'
import { listRequestOf } from './list_request.js'

/** `/api/v1/presets/`: a person's own, and those for all. */
export default class PresetsController {
  async index(ctx: HttpContext) {
    const { filters, request } = listRequestOf(ctx, operations.listPresets)
    const { rows, next } = await listPresets(userOf(ctx), filters, request)
    const data = rows.map((row) => asRecord(presetRecord, row))
    return answerList(ctx, operations.listPresets, { data, next })
  }

  async show(ctx: HttpContext) {
    return recordOf(ctx, ctx.params['preset_id'])
  }

  async store(ctx: HttpContext) {
    const asked = readBody(presetBody, ctx.request.body())
    return answerOnce(ctx, operations.savePreset, asked, async () => {
      const { name, set = {}, is_shared: isShared, replace } = asked
      const start = await startingPoint(asked.preset, userOf(ctx))
      const { preset, seeds } = start
      const overrides = changesOf(start, overridesByPath(set))
      const { presetId, isNew } = await savePreset(
        { name, preset, overrides, seeds: asked.seeds ?? seeds, isShared, replace },
        keeperOf(ctx)
      )
      return { status: isNew ? 201 : 200, body: await recordOf(ctx, presetId) }
    })
  }

  async update(ctx: HttpContext) {
    const asked = readBody(presetChange, ctx.request.body())
    const presetId: number = ctx.params['preset_id']
    const before = await knownPreset(presetId, userOf(ctx))
    const { name = before.name, is_shared: isShared = before.is_shared } = asked
    await changePreset(presetId, { name, isShared }, keeperOf(ctx))
    return recordOf(ctx, presetId)
  }

  async destroy(ctx: HttpContext) {
    await deletePreset(ctx.params['preset_id'], keeperOf(ctx))
    return ctx.response.noContent()
  }
}

function userOf({ auth }: HttpContext): number {
  return auth.getUserOrFail().id
}

/** An administrator's token changes the presets of others only where it was made for such acts. */
function keeperOf(ctx: HttpContext): PresetKeeper {
  const isAdmin = ctx.auth.getUserOrFail().may('admin') && allows(ctx, 'admin')
  return { ...actorOf(ctx), isAdmin }
}

async function recordOf(ctx: HttpContext, presetId: number) {
  return asRecord(presetRecord, await knownPreset(presetId, userOf(ctx)))
}

import vine from '@vinejs/vine'
import { EXPORT_FORMATS } from '#compute/exporters/export_model'
import { MODEL_STAGES, MODEL_VERDICTS_CHOICES } from '#services/models/model_rows'
import type { ModelFilter } from '#services/pages/models/model_list'
import { dayIn, integerIn, numberIn, textIn } from '#validators/list_query'

/** Shapes only; names and reasons are judged by the service, with its own messages. */
export const promoteForm = vine.create({
  name: vine.string().trim().nullable().optional(),
  reason: vine.string().trim().nullable().optional(),
})

export const retireForm = vine.create({ reason: vine.string().trim().nullable().optional() })

export const exportForm = vine.create({
  format: vine.enum(EXPORT_FORMATS),
  seed: vine.number().withoutDecimals().range([0, 0xffffffff]).optional(),
})

/** The filter of the list of models. */
export function modelFilter(query: Record<string, unknown>): ModelFilter {
  const [stage, verdicts] = [textIn(query, 'stage'), textIn(query, 'verdicts')]
  return {
    stage: MODEL_STAGES.find((known) => known === stage) ?? null,
    name: textIn(query, 'name'),
    symbol: textIn(query, 'dataset'),
    minSharpe: numberIn(query, 'min_sharpe'),
    minSharpeLow: numberIn(query, 'min_sharpe_low'),
    minSeeds: integerIn(query, 'min_seeds'),
    verdicts: MODEL_VERDICTS_CHOICES.find((known) => known === verdicts) ?? null,
    promotedFrom: dayIn(query, 'promoted_at_from'),
    promotedTo: dayIn(query, 'promoted_at_to'),
  }
}

import { adjustedCloseRule } from './rules/adjusted_close.ts'
import { corporateActionsRule } from './rules/corporate_actions.ts'
import { duplicatesRule } from './rules/duplicates.ts'
import { gapsRule } from './rules/gaps.ts'
import { lengthRule } from './rules/length.ts'
import { madeUpOpensRule } from './rules/made_up_opens.ts'
import { nonFiniteRule } from './rules/non_finite.ts'
import { nonPositiveRule } from './rules/non_positive.ts'
import { ohlcRule } from './rules/ohlc.ts'
import { orderRule } from './rules/order.ts'
import type { Offence, ValidationRule } from './rules/rule.ts'
import { spacingRule } from './rules/spacing.ts'
import { splitJumpRule } from './rules/split_jump.ts'
import { staleRule } from './rules/stale.ts'
import { swappedColumnsRule, swappedVolumesRule } from './rules/swapped_columns.ts'
import { unitErrorRule } from './rules/unit_error.ts'
import { weekendRule } from './rules/weekend.ts'
import { zeroVolumeRule } from './rules/zero_volume.ts'
import type { Finding, Severity, SourcedSeries } from './series.ts'

/** All rules, in the order in which a repair applies them; a page lists those without a finding as passed. */
export const VALIDATION_RULES: readonly ValidationRule[] = [
  nonFiniteRule,
  nonPositiveRule,
  swappedColumnsRule,
  ohlcRule,
  orderRule,
  duplicatesRule,
  unitErrorRule,
  swappedVolumesRule,
  lengthRule,
  spacingRule,
  corporateActionsRule,
  gapsRule,
  weekendRule,
  zeroVolumeRule,
  staleRule,
  splitJumpRule,
  adjustedCloseRule,
  madeUpOpensRule,
]

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/**
 * The validation report of a series: one finding for each rule that is broken, errors first, then
 * warnings, then what the source noted itself. Empty when there is nothing to say.
 */
export function validate(data: SourcedSeries): readonly Finding[] {
  const notes = data.notes ?? []
  const found = VALIDATION_RULES.flatMap((rule) => {
    const offence = rule.find(data)
    if (offence === null) return []
    const wording = notes.find((note) => note.rule === rule.name)?.message
    return [
      findingOf(rule, data, wording === undefined ? offence : { ...offence, message: wording }),
    ]
  })
  const own = notes.filter((note) => VALIDATION_RULES.every(({ name }) => name !== note.rule))
  return [...found, ...own].sort((a, b) => RANK[a.severity] - RANK[b.severity])
}

function findingOf(rule: ValidationRule, { series }: SourcedSeries, offence: Offence): Finding {
  const firstBar = offence.bars.length === 0 ? null : offence.bars[0]
  const firstTime = firstBar === null ? NaN : series.time[firstBar]
  return {
    rule: rule.name,
    severity: rule.severity,
    count: offence.count ?? Math.max(1, offence.bars.length),
    firstBar,
    firstTime: Number.isFinite(firstTime) ? firstTime : null,
    message: offence.message,
  }
}

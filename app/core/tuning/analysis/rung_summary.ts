import type { LadderRung } from './rung_ladder.ts'

/** A rung in numbers; values are turned so that larger is better. */
export interface RungSummary extends LadderRung {
  readonly reached: number
  readonly promoted: number
  readonly best: number | null
  readonly median: number | null
}

/** A rung with what all its trials say, and the entries of those that are drawn. */
export function rungSummary(
  { entries, ...rung }: LadderRung,
  isShown: (trial: number) => boolean
): RungSummary {
  const ascending = entries.flatMap(({ value }) => value ?? []).sort((a, b) => a - b)
  const middle = ascending.length >> 1
  return {
    ...rung,
    entries: entries.filter(({ trial }) => isShown(trial)),
    reached: entries.length,
    promoted: entries.filter(({ promoted }) => promoted).length,
    best: ascending.at(-1) ?? null,
    median:
      ascending.length === 0
        ? null
        : ascending.length % 2 === 1
          ? ascending[middle]
          : (ascending[middle - 1] + ascending[middle]) / 2,
  }
}

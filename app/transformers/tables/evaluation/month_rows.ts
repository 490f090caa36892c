import type { PlayedSheet, TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'

/** A calendar year of the heat map. */
export interface YearRow {
  readonly year: number
  /** January to December. */
  readonly months: readonly MonthCell[]
  readonly total: number | null
  readonly hold: number | null
}

export interface MonthCell {
  /** null: no bar in that month. */
  readonly value: number | null
  /** `gain-1` .. `gain-6`, `loss-1` .. `loss-6`, empty near 0. */
  readonly heat: string
}

const SHADES = 6

/** Monthly returns of the shown seed by year, beside its and buy and hold's yearly ones. */
export function yearRows({ agents, shown, benchmarks }: TearSheet): YearRow[] {
  const { monthly, yearly } = agents[shown]
  const strongest = Math.max(...monthly.map((each) => Math.abs(each.return)), 1e-9)
  return yearly.map(({ year, return: total }) => ({
    year,
    months: Array.from({ length: 12 }, (_, i) => {
      const found = monthly.find((each) => each.year === year && each.month === i + 1)
      return cellOf(found?.return ?? null, strongest)
    }),
    total,
    hold: yearOf(benchmarks[0], year),
  }))
}

function cellOf(value: number | null, strongest: number): MonthCell {
  const shade = Math.round((SHADES * Math.abs(value ?? 0)) / strongest)
  const heat = value === null || shade === 0 ? '' : `${value > 0 ? 'gain' : 'loss'}-${shade}`
  return { value, heat }
}

function yearOf({ yearly }: PlayedSheet, year: number): number | null {
  return yearly.find((each) => each.year === year)?.return ?? null
}

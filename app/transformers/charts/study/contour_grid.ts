import type { Contour } from '#core/tuning/analysis/contour'
import type { Dimension, SearchSpace } from '#core/tuning/search_space'
import { parameterLabel } from '#core/parameters/parameter_label'
import type { StudyPlots } from '#services/pages/studies/study_plots'
import {
  inOwnUnit,
  ratioText,
  shade,
  tickText,
  type DrawnStudy,
} from '#transformers/charts/study/drawn_study'

/** Two parameters by path, as they are asked for; null: the most important ones. */
export interface AskedPair {
  readonly x: string | null
  readonly y: string | null
}

export interface ContourGrid {
  /** Parameters that may be chosen. */
  readonly choices: readonly { readonly path: string; readonly label: string }[]
  readonly x: ContourSide
  readonly y: ContourSide
  readonly isUsual: boolean
  /** Why there is no grid; null: there is. */
  readonly reason: string | null
  /** The highest y first. */
  readonly rows: readonly {
    readonly label: string
    readonly cells: readonly {
      readonly value: number | null
      readonly text: string
      readonly heat: string
    }[]
  }[]
}

interface ContourSide {
  readonly path: string
  readonly label: string
  readonly middles: readonly string[]
}

/** What is expected of the objective over two parameters; null where only one is searched. */
export function contourGrid(
  study: DrawnStudy,
  contour: StudyPlots['contour'],
  asked: AskedPair
): ContourGrid | null {
  const { dimensions } = study.plan.space
  if (dimensions.length < 2) return null
  const usual = usualPair(study)
  const [x, y] = pairOf(study.plan.space, asked, usual)
  const result = contour([x, y])
  const shown = result.contour && trimmed(result.contour)
  const grid = {
    choices: dimensions.map(({ path }) => ({ path, label: parameterLabel(path) })),
    x: sideOf(x, shown?.x.middles ?? []),
    y: sideOf(y, shown?.y.middles ?? []),
    isUsual: x === usual[0] && y === usual[1],
    reason: result.reason,
  }
  return { ...grid, rows: shown === null ? [] : rowsOf(study, shown, grid.y) }
}

/** Without the rows and columns at the edges that no trial is near. */
function trimmed({ x, y, values, ...contour }: Contour): Contour {
  const rows = ends(values.map((row) => row.some((value) => value !== null)))
  const columns = ends(x.middles.map((_, k) => values.some((row) => row[k] !== null)))
  return {
    ...contour,
    x: { ...x, middles: x.middles.slice(...columns) },
    y: { ...y, middles: y.middles.slice(...rows) },
    values: values.slice(...rows).map((row) => row.slice(...columns)),
  }
}

/** From the first to behind the last that is full. */
function ends(full: readonly boolean[]): [number, number] {
  return [Math.max(0, full.indexOf(true)), full.lastIndexOf(true) + 1]
}

/** The two most important parameters; without importance the first two. */
function usualPair({ plan, analysis }: DrawnStudy): readonly [Dimension, Dimension] {
  const { dimensions } = plan.space
  const ranked = (analysis.importance.importance?.parameters ?? []).flatMap(
    ({ path }) => dimensions.find((each) => each.path === path) ?? []
  )
  const [a = dimensions[0], b = dimensions[1]] = ranked
  return [a, b]
}

/** One parameter asked for twice, or one that is not searched, gives way to the usual ones. */
function pairOf(
  { dimensions }: SearchSpace,
  asked: AskedPair,
  usual: readonly [Dimension, Dimension]
): readonly [Dimension, Dimension] {
  const named = (path: string | null) => dimensions.find((each) => each.path === path)
  const x = named(asked.x) ?? usual.find(({ path }) => path !== asked.y) ?? usual[0]
  const y = named(asked.y)
  if (y !== undefined && y !== x) return [x, y]
  return [x, usual.find((each) => each !== x) ?? usual[1]]
}

function sideOf(dimension: Dimension, middles: readonly number[]): ContourSide {
  const { path } = dimension
  return {
    path,
    label: parameterLabel(path),
    middles: middles.map((at) => tickText(dimension, at)),
  }
}

function rowsOf(study: DrawnStudy, contour: Contour, y: ContourSide): ContourGrid['rows'] {
  const own = inOwnUnit(study)
  const known = contour.values.flat().filter((value) => value !== null)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const [middle, half] = [(low + high) / 2, (high - low) / 2]
  return contour.values
    .map((row, k) => ({
      label: y.middles[k],
      cells: row.map((value) => ({
        value: value === null ? null : own(value),
        text: value === null ? '' : ratioText(own(value)),
        heat: value === null || half === 0 ? '' : shade((value - middle) / half),
      })),
    }))
    .reverse()
}

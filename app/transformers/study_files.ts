import { contourGrid, type AskedPair } from '#transformers/charts/study/contour_grid'
import { correlationTable } from '#transformers/charts/study/correlation_table'
import { inOwnUnit } from '#transformers/charts/study/drawn_study'
import { importanceRows } from '#transformers/charts/study/importance_rows'
import { drawnStudy, rungRows } from '#transformers/charts/study/study_charts'
import type { ListedTrial } from '#services/pages/studies/trial_table'
import type { StudyPlots } from '#services/pages/studies/study_plots'
import { ownUnit } from '#core/tuning/objectives'
import type { Objective } from '#core/tuning/study_plan'
import type { SearchSpace } from '#core/tuning/search_space'

export interface AskedFile extends AskedPair {
  /** The one parameter that slices are of; null: all. */
  readonly path: string | null
}

/** What each plot of a study draws, as records, for its page and the API; values in their own units. */
export const STUDY_FILES: Readonly<
  Record<string, (plots: StudyPlots, asked: AskedFile) => readonly object[]>
> = {
  history,
  ladder,
  rungs,
  curves,
  parallel,
  slices,
  importance,
  correlation,
  contour,
  timeline,
  front,
}

/** A trial of the table; parameters have columns of their own. */
export function trialRow(trial: ListedTrial, { dimensions }: SearchSpace): object {
  const { id, values, study_trial_id: _, ...rest } = trial
  const parameters = dimensions.map(({ path }) => [path, values[path] ?? null])
  const { bracket, rung } = rest
  const study = { rung_of_study: rung === null ? null : rung + bracket }
  return { trial: id, ...rest, ...study, ...Object.fromEntries(parameters) }
}

function history(plots: StudyPlots) {
  const own = inOwnUnit(drawnStudy(plots))
  return plots.analysis.history.map(({ number, value, best }) => ({
    trial: number,
    value: own(value),
    best: own(best),
  }))
}

function ladder(plots: StudyPlots) {
  const own = inOwnUnit(drawnStudy(plots))
  return plots.analysis.ladder.flatMap(({ rung, resource, entries }) =>
    entries.map(({ trial, value, promoted }) => ({
      rung,
      resource,
      trial,
      value: value === null ? null : own(value),
      promoted,
    }))
  )
}

function rungs(plots: StudyPlots) {
  return rungRows(drawnStudy(plots)).map(({ toPass, ...rung }) => ({ ...rung, to_pass: toPass }))
}

function curves({ curves: all }: StudyPlots) {
  return all.flatMap(({ trial, episodes, values }) =>
    episodes.map((episode, k) => ({ trial, episode, value: values[k] }))
  )
}

function parallel(plots: StudyPlots) {
  const { analysis, head } = plots
  const own = inOwnUnit(drawnStudy(plots))
  return analysis.scored.map(({ number, values, value }) => ({
    trial: number,
    ...Object.fromEntries(
      head.plan.space.dimensions.map(({ path }) => [path, values[path] ?? null])
    ),
    objective: own(value),
  }))
}

function slices(plots: StudyPlots, { path: wanted }: AskedFile) {
  const { analysis, head } = plots
  const own = inOwnUnit(drawnStudy(plots))
  return head.plan.space.dimensions
    .filter(({ path }) => wanted === null || path === wanted)
    .flatMap(({ path }) =>
      analysis.scored.flatMap(({ number, values, value }) =>
        values[path] === undefined
          ? []
          : [{ path, trial: number, value: values[path], objective: own(value) }]
      )
    )
}

function importance(plots: StudyPlots) {
  return importanceRows(drawnStudy(plots)).rows.map(({ path, share, rho, eta }) => ({
    path,
    share,
    rho: rho?.rho ?? null,
    rho_low: rho?.low ?? null,
    rho_high: rho?.high ?? null,
    pairs: rho?.pairs ?? null,
    choices_explain: eta,
  }))
}

function correlation(plots: StudyPlots) {
  const { names, rows } = correlationTable(drawnStudy(plots))
  return rows.flatMap((row, i) =>
    row.map(({ correlation: found }, k) => ({
      first: names[i],
      second: names[k],
      rho: found?.rho ?? null,
      rho_low: found?.low ?? null,
      rho_high: found?.high ?? null,
      pairs: found?.pairs ?? null,
    }))
  )
}

function contour(plots: StudyPlots, asked: AskedFile) {
  const grid = contourGrid(drawnStudy(plots), plots.contour, asked)
  if (grid === null) return []
  return grid.rows.flatMap(({ label, cells }) =>
    cells.map(({ value }, k) => ({
      [grid.x.path]: grid.x.middles[k],
      [grid.y.path]: label,
      expected: value,
    }))
  )
}

function timeline({ segments }: StudyPlots) {
  return segments.map(({ from, to, ...segment }) => ({
    ...segment,
    from: new Date(from).toISOString(),
    to: to === null ? null : new Date(to).toISOString(),
  }))
}

function front({ analysis, head }: StudyPlots) {
  const { front: both } = analysis
  if (both === null) return []
  const best = new Set(both.best.map(({ number }) => number))
  const [first, second] = head.plan.objectives.map((objective) => ownUnitOf(objective))
  return both.trials.map((trial) => ({
    trial: trial.number,
    value: first(trial.first),
    value_2: second(trial.second),
    resource: trial.resource,
    on_front: best.has(trial.number),
  }))
}

/** A turned value back in its own unit. */
function ownUnitOf(objective: Objective): (value: number) => number {
  return (value) => ownUnit({ objectives: [objective] }, value)
}

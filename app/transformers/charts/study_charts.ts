import { valueText } from '#core/parameters/value_text'
import { coordinate } from '#core/tuning/analysis/axis_places'
import { bestSoFar } from '#core/tuning/analysis/best_so_far'
import { contourOf } from '#core/tuning/analysis/contour'
import { importanceOf } from '#core/tuning/analysis/importance'
import { parallelCoordinates } from '#core/tuning/analysis/parallel_coordinates'
import { paretoFront } from '#core/tuning/analysis/pareto_front'
import {
  correlationMatrix,
  groupEffect,
  rankCorrelation,
} from '#core/tuning/analysis/rank_correlation'
import { rungLadder } from '#core/tuning/analysis/rung_ladder'
import { sampleTrials } from '#core/tuning/analysis/sample_trials'
import { comparedRung, scoredAt, type ScoredTrial } from '#core/tuning/analysis/scored_trials'
import { sliceOf } from '#core/tuning/analysis/slice'
import { OBJECTIVE_LABELS, ownUnit } from '#core/tuning/objectives'
import type { Dimension } from '#core/tuning/search_space'
import type { StudyPageData } from '#services/pages/studies/study_page'
import { parameterLabel } from '#services/pages/studies/trial_table'
import type { ChartSpec, PointSeries } from '#transformers/charts/chart_spec'

/** What a study's page draws, with the reason where there is nothing to draw. */
export function studyCharts(data: StudyPageData) {
  const { plan, rungs, rungsOfTrial } = data
  const resourceOf = (trial: number, rung: number) => rungsOfTrial(trial)[rung]
  const { shown, of } = sampleTrials(data.trials, resourceOf)
  const isShown = isAmong(shown)
  // judged by all trials; what is drawn is a sample of them
  const rung = comparedRung(data.trials, rungsOfTrial, rungs)
  const all = scoredAt(data.trials, rungsOfTrial, rungs[rung])
  const scored = all.filter(isShown)
  const judged = evenly(all, MOST_JUDGED)
  const { importance, reason } = importanceOf(plan.space, judged, plan.seed)
  const own = (value: number) => ownUnit(plan, value)
  return {
    objective: OBJECTIVE_LABELS[plan.objectives[0].metric],
    compared: `at rung ${rung}, ${rungs[rung]} episodes, ${all.length} trials`,
    sampled:
      shown.length < of
        ? `Charts show ${shown.length} of ${of} trials: the best 200, the newest 100 and an even sample of the others. Importance, correlation and contour are of an even sample of ${judged.length}.`
        : null,
    history: historyOf(data, all, isShown, own),
    ladder: ladderOf(data, isShown, own),
    curves: curvesOf(data),
    parallel: parallelOf(data, scored),
    importance: importanceRows(data, judged, { importance, reason }, own),
    correlation: correlationOf(data, judged),
    slices: plan.space.dimensions.map((dimension) => sliceFigure(data, dimension, scored, own)),
    contour: contourCells(data, judged, importance, own),
    timeline: timelineOf(data),
    front: plan.objectives.length > 1 ? frontOf(data, isShown) : null,
  }
}

type Own = (value: number) => number
type IsShown = (trial: { readonly number: number }) => boolean

/** Trials that importance, correlation and contour learn from at most: they take a second of 2,000. */
const MOST_JUDGED = 2000

function isAmong(shown: StudyPageData['trials']): IsShown {
  const numbers = new Set(shown.map(({ number }) => number))
  return ({ number }) => numbers.has(number)
}

/** At most `most` of them, evenly by number: every trial is as likely, good or bad. */
function evenly(trials: readonly ScoredTrial[], most: number): readonly ScoredTrial[] {
  if (trials.length <= most) return trials
  return Array.from(
    { length: most },
    (_, i) => trials[Math.floor(((i + 0.5) * trials.length) / most)]
  )
}

function pathOf({ study }: StudyPageData, trial: number): string {
  return `/studies/${study.study_id}/trials/${trial}`
}

function historyOf(
  data: StudyPageData,
  all: readonly ScoredTrial[],
  isShown: IsShown,
  own: Own
): ChartSpec {
  const points = bestSoFar(all).filter(isShown)
  const x = points.map(({ number }) => number)
  return {
    x: { kind: 'number', label: 'Trial', values: x },
    panes: [
      {
        key: 'value',
        label: 'Objective',
        format: 'plain',
        height: 'h240',
        series: [
          points2(
            'trial',
            'Trial',
            'c6',
            x,
            points.map(({ value }) => own(value)),
            x.map((trial) => pathOf(data, trial))
          ),
          {
            kind: 'line',
            key: 'best',
            label: 'Best so far',
            color: 'c2',
            x,
            y: points.map(({ best }) => own(best)),
          },
        ],
      },
    ],
  }
}

function points2(
  key: string,
  label: string,
  color: PointSeries['color'],
  x: readonly number[],
  y: readonly number[],
  links?: readonly string[]
): PointSeries {
  return { kind: 'points', key, label, color, x, y, ...(links && { links }) }
}

function ladderOf(data: StudyPageData, isShown: IsShown, own: Own): ChartSpec {
  const { plan, rungs, rungsOfTrial } = data
  const promotes = plan.scheduler === 'asha' || plan.scheduler === 'hyperband'
  const ladder = rungLadder(data.trials, { rungs, rungsOf: rungsOfTrial, eta: plan.eta, promotes })
  const marks = ladder.flatMap(({ rung, entries }) =>
    entries.flatMap(({ trial, value, promoted }) =>
      value === null || !isShown({ number: trial })
        ? []
        : [{ x: own(value), y: rung, promoted, trial }]
    )
  )
  const series = (key: string, label: string, color: 'c1' | 'c6', promoted: boolean) => {
    const own = marks.filter((mark) => mark.promoted === promoted).toSorted((a, b) => a.x - b.x)
    return points2(
      key,
      label,
      color,
      own.map(({ x }) => x),
      own.map(({ y }) => y),
      own.map(({ trial }) => pathOf(data, trial))
    )
  }
  const toPass = ladder
    .flatMap(({ rung, toPass: x }) => (x === null ? [] : [{ x: own(x), y: rung }]))
    .toSorted((a, b) => a.x - b.x)
  return {
    x: { kind: 'number', label: 'Objective at the rung', values: [], format: 'plain' },
    panes: [
      {
        key: 'rung',
        label: 'Rung',
        format: 'whole',
        height: 'h280',
        min: -0.5,
        max: rungs.length - 0.5,
        series: [
          series('promoted', 'Promoted', 'c1', true),
          series('waiting', 'Not promoted', 'c6', false),
          {
            kind: 'points',
            key: 'to_pass',
            label: 'Value to pass',
            color: 'c2',
            shape: 'diamond',
            x: toPass.map(({ x }) => x),
            y: toPass.map(({ y }) => y),
          },
        ],
      },
    ],
  }
}

const DASHES = ['solid', 'dashed', 'dotted', 'dash_dot', 'long_dash', 'dash_dot_dot'] as const
const COLORS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const

function curvesOf({ curves, report, plan }: StudyPageData): ChartSpec {
  return {
    x: {
      kind: 'number',
      label: 'Episode',
      values: [],
      min: 0,
      max: plan.base.training.episodes,
    },
    panes: [
      {
        key: 'sharpe',
        label: 'Validation Sharpe',
        format: 'ratio',
        height: 'h280',
        series: curves.map(({ trial, episodes, values }, k) => ({
          kind: 'line' as const,
          key: `trial_${trial}`,
          label:
            trial === 0
              ? 'Trial 0, the defaults'
              : `Trial ${trial}${trial === report.best?.trial ? ', the best' : ''}`,
          color: COLORS[k % COLORS.length],
          dash: DASHES[Math.floor(k / 2) % DASHES.length],
          x: episodes,
          y: values,
        })),
      },
    ],
  }
}

/** Sizes of the drawing in its own units. */
const WIDTH = 1000
const HEIGHT = 240
const TOP = 30

function parallelOf({ plan }: StudyPageData, scored: readonly ScoredTrial[]) {
  if (scored.length < 2) return null
  const { axes, lines } = parallelCoordinates(plan.space, scored)
  const step = (WIDTH - 120) / Math.max(1, axes.length - 1)
  const x = (k: number) => 60 + k * step
  const y = (place: number) => TOP + (1 - place) * HEIGHT
  return {
    width: WIDTH,
    height: HEIGHT + TOP + 14,
    top: TOP,
    bottom: TOP + HEIGHT,
    axes: axes.map(({ dimension, ticks }, k) => ({
      x: x(k),
      label: dimension === null ? 'Objective' : parameterLabel(dimension.path),
      ticks: ticks.map(({ value, at }) => ({ y: y(at), text: tickText(dimension, value) })),
    })),
    lines: lines.map(({ trial, best, at }) => ({
      trial,
      best,
      points: at
        .flatMap((place, k) =>
          place === null ? [] : [`${x(k).toFixed(1)},${y(place).toFixed(1)}`]
        )
        .join(' '),
    })),
  }
}

function tickText(dimension: Dimension | null, value: number): string {
  if (dimension?.type === 'categorical') return valueText(dimension.choices[value] ?? null)
  return String(Number(value.toPrecision(3)))
}

type Learnt = ReturnType<typeof importanceOf>

function importanceRows(
  { plan }: StudyPageData,
  scored: readonly ScoredTrial[],
  { importance, reason }: Pick<Learnt, 'importance' | 'reason'>,
  own: Own
) {
  if (importance === null) return { rows: [], explained: null, reason }
  const y = scored.map(({ value }) => own(value))
  const rows = importance.parameters.map(({ path, share }) => {
    const dimension = plan.space.dimensions.find((each) => each.path === path)
    const x = scored.map(({ values }) => (dimension ? coordinate(dimension, values[path]) : null))
    const isNumber = dimension?.type !== 'categorical'
    return {
      path,
      label: parameterLabel(path),
      share,
      rho: isNumber ? rankCorrelation(x, y) : null,
      eta: isNumber ? null : effectOfChoices(x, y),
    }
  })
  return { rows, explained: importance.explained, reason: null }
}

function effectOfChoices(x: readonly (number | null)[], y: readonly number[]): number | null {
  const both = x.flatMap((group, i) => (group === null ? [] : [{ group, value: y[i] }]))
  return groupEffect(
    both.map(({ value }) => value),
    both.map(({ group }) => group)
  )
}

function correlationOf({ plan }: StudyPageData, scored: readonly ScoredTrial[]) {
  const numbers = plan.space.dimensions.filter(({ type }) => type !== 'categorical')
  const columns = [
    ...numbers.map((dimension) =>
      scored.map(({ values }) => coordinate(dimension, values[dimension.path]))
    ),
    scored.map(({ value }) => value),
  ]
  return {
    labels: [...numbers.map(({ path }) => parameterLabel(path)), 'Objective'],
    rows: correlationMatrix(columns).map((row) =>
      row.map((cell) => ({
        text: cell === null ? '–' : cell.rho.toFixed(2).replace('-', '−'),
        heat: cell === null ? '' : shade(cell.rho),
      }))
    ),
  }
}

/** Class of a shade for -1 to 1. */
function shade(value: number): string {
  const level = Math.min(6, Math.ceil(Math.abs(value) * 6))
  return level === 0 ? '' : `${value > 0 ? 'gain' : 'loss'}-${level}`
}

function sliceFigure(
  data: StudyPageData,
  dimension: Dimension,
  scored: readonly ScoredTrial[],
  own: Own
) {
  const { path, x, y, trials } = sliceOf(dimension, scored)
  const isLog = dimension.type !== 'categorical' && dimension.log
  const points = x
    .map((at, i) => ({ x: isLog ? Math.log10(at) : at, y: own(y[i]), trial: trials[i] }))
    .toSorted((a, b) => a.x - b.x)
  const label = parameterLabel(path)
  const axis =
    dimension.type === 'categorical'
      ? {
          values: dimension.choices.map((_, k) => k),
          labelled: true,
          names: dimension.choices.map((choice) => valueText(choice)),
          min: -0.5,
          max: dimension.choices.length - 0.5,
        }
      : { values: points.map((point) => point.x), format: formatOf(isLog) }
  const spec: ChartSpec = {
    x: { kind: 'number', label, ...axis },
    panes: [
      {
        key: 'value',
        label: 'Objective',
        format: 'plain',
        height: 'h150',
        series: [
          points2(
            'trial',
            label,
            'c1',
            points.map((point) => point.x),
            points.map((point) => point.y),
            points.map(({ trial }) => pathOf(data, trial))
          ),
        ],
      },
    ],
  }
  return { id: `slice-${path.replace('.', '-')}`, label, spec }
}

function formatOf(isLog: boolean): 'power_of_ten' | 'plain' {
  return isLog ? 'power_of_ten' : 'plain'
}

function contourCells(
  { plan }: StudyPageData,
  scored: readonly ScoredTrial[],
  importance: Learnt['importance'],
  own: Own
) {
  const pair = (importance?.parameters ?? [])
    .slice(0, 2)
    .map(({ path }) => plan.space.dimensions.find((each) => each.path === path))
  const [a, b] = pair
  if (a === undefined || b === undefined) return null
  const { contour } = contourOf([a, b], scored, plan.seed)
  if (contour === null) return null
  const known = contour.values.flat().filter((value) => value !== null)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const middle = (low + high) / 2
  const axis = (each: typeof contour.x) => ({
    label: parameterLabel(each.dimension.path),
    middles: each.middles.map((at) => tickText(each.dimension, at)),
  })
  return {
    x: axis(contour.x),
    y: axis(contour.y),
    // the highest y stands on top
    rows: contour.values
      .map((row, k) => ({
        label: axis(contour.y).middles[k],
        cells: row.map((value) => ({
          text: value === null ? '' : own(value).toFixed(2).replace('-', '−'),
          heat: value === null || high === low ? '' : shade((value - middle) / ((high - low) / 2)),
        })),
      }))
      .reverse(),
  }
}

const LANE = 26

function timelineOf({ segments, study }: StudyPageData) {
  if (segments.length === 0) return null
  const from = Math.min(...segments.map((each) => each.from))
  const end = (to: number | null) => to ?? study.ended_at?.getTime() ?? Date.now()
  const until = Math.max(from + 1, ...segments.map(({ to }) => end(to)))
  const workers = [...new Set(segments.map(({ worker }) => worker))].sort()
  const x = (at: number) => ((at - from) / (until - from)) * WIDTH
  const lanes = workers.map((worker) => {
    const own = segments.filter((each) => each.worker === worker)
    return { worker, busy: own.reduce((sum, each) => sum + end(each.to) - each.from, 0) }
  })
  return {
    width: WIDTH,
    height: workers.length * LANE,
    from,
    until,
    lanes: lanes.map(({ worker, busy }, k) => ({
      worker,
      y: k * LANE,
      idle: Math.max(0, 1 - busy / (until - from)),
    })),
    spans: segments.map(({ worker, trial, rung, from: begun, to, outcome }) => ({
      x: x(begun).toFixed(1),
      y: workers.indexOf(worker) * LANE + 4,
      width: Math.max(1, x(end(to)) - x(begun)).toFixed(1),
      height: LANE - 8,
      kind: outcome === null ? 'running' : outcome,
      text: `Trial ${trial} to rung ${rung}: ${outcome ?? 'running'}, ${((end(to) - begun) / 1000).toFixed(1)} s`,
    })),
  }
}

function frontOf(data: StudyPageData, isShown: IsShown): ChartSpec {
  const [first, second] = data.plan.objectives
  const both = data.trials.flatMap(({ number, results }) => {
    const [a, b] = results.at(-1) ?? []
    return a === null || a === undefined || b === null || b === undefined
      ? []
      : [{ number, first: a, second: b }]
  })
  const sign = (direction: string) => (direction === 'maximize' ? 1 : -1)
  const drawn = (points: typeof both) =>
    points
      .map((point) => ({
        x: point.first * sign(first.direction),
        y: point.second * sign(second.direction),
        trial: point.number,
      }))
      .toSorted((a, b) => a.x - b.x)
  const [all, front] = [drawn(both.filter(isShown)), drawn(paretoFront(both))]
  return {
    x: { kind: 'number', label: OBJECTIVE_LABELS[first.metric], values: [], format: 'plain' },
    panes: [
      {
        key: 'second',
        label: OBJECTIVE_LABELS[second.metric],
        format: 'plain',
        height: 'h280',
        series: [
          points2(
            'trials',
            'Trials',
            'c6',
            all.map(({ x }) => x),
            all.map(({ y }) => y),
            all.map(({ trial }) => pathOf(data, trial))
          ),
          {
            kind: 'line',
            key: 'front',
            label: 'Pareto front',
            color: 'c2',
            dash: 'dashed',
            x: front.map(({ x }) => x),
            y: front.map(({ y }) => y),
          },
        ],
      },
    ],
  }
}

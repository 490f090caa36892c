import { test } from '@japa/runner'
import { resolveParameters } from '#core/parameters/resolve'
import { analyseStudy, chooseTrials } from '#core/tuning/analysis/study_analysis'
import type { TrialValues } from '#core/tuning/search_space'
import type { TrialRecord } from '#core/tuning/trial_record'
import { contourOf } from '#core/tuning/analysis/contour'
import { readSearchSpace } from '#core/tuning/read_search_space'
import type { WorkSegment } from '#services/pages/studies/work_segments'
import { contourGrid } from '#transformers/charts/study/contour_grid'
import type { DrawnStudy } from '#transformers/charts/study/drawn_study'
import { frontFigure, frontWords } from '#transformers/charts/study/front_figure'
import { heightOf, ladderFigure, ladderPath } from '#transformers/charts/study/ladder_figure'
import { parallelPlot } from '#transformers/charts/study/parallel_plot'
import { threadsOf } from '#core/tuning/analysis/thread_lanes'
import { timelineOf } from '#transformers/charts/study/timeline'

const SPACE = {
  'agent.gamma': { low: 0.9, high: 0.99 },
  'agent.nStep': { low: 1, high: 4 },
  'agent.double': {},
}

/** Trials at rungs of 1 and 3 episodes: `values[k]` are trial k's, turned; of one objective or two. */
function drawn(
  values: readonly (readonly (number | readonly number[])[])[],
  direction: 'maximize' | 'minimize' = 'maximize'
): DrawnStudy {
  const base = resolveParameters({ 'training.episodes': 3 }, 'quick')
  const plan: DrawnStudy['plan'] = {
    ...({ version: 1 } as const),
    ...{ base, space: readSearchSpace(SPACE), seed: 1, seeds: [1], eta: 3 },
    ...({ scheduler: 'asha', sampler: 'random' } as const),
    objectives: [
      { metric: 'sharpe', direction },
      ...(Array.isArray(values[0]![0])
        ? [{ metric: 'max_drawdown', direction: 'maximize' } as const]
        : []),
    ],
    ...{ minResource: 1, rungs: [1, 3], startupTrials: 1, concurrency: null, enqueued: [] },
  }
  const records = values.map((own, number): TrialRecord => ({
    number,
    values: {},
    results: own.map((value) => [value].flat()),
    running: false,
  }))
  const points = new Map<number, TrialValues>(
    values.map((_, k) => [
      k,
      { 'agent.gamma': 0.9 + k / 100, 'agent.nStep': (k % 4) + 1, 'agent.double': k % 2 === 0 },
    ])
  )
  const chosen = chooseTrials(records, plan.rungs, () => plan.rungs)
  return { studyId: 4, plan, analysis: analyseStudy(chosen, plan, points) }
}

test.group('The rung ladder', () => {
  test('has filled marks for promoted trials, rings for the others, and a line at the value to pass', ({
    assert,
  }) => {
    // of three trials at the first rung one is promoted
    const { panes } = ladderFigure(drawn([[0.1], [0.5, 0.7], [0.3]]))
    const [promoted, waiting, toPass] = panes[0]!.series as unknown as {
      x: number[]
      y: number[]
    }[]
    assert.deepEqual(promoted!.x, [0.5])
    assert.deepEqual(waiting!.x, [0.1, 0.3, 0.7])
    assert.deepEqual([toPass!.x, toPass!.y], [[0.5], [0]])
    assert.deepEqual(panes[0]!.names, ['0 · 1 ep', '1 · 3 ep'])
  })

  test('a mark lies near its rung, where the path of its trial goes through', ({ assert }) => {
    const { panes } = ladderFigure(drawn([[0.1], [0.5, 0.7], [0.3]]))
    const [promoted] = panes[0]!.series as unknown as { y: number[]; links: string[] }[]
    assert.deepEqual(promoted!.links, ['/studies/4/trials/1'])
    assert.deepEqual(promoted!.y, [heightOf(0, 1)])
    assert.deepEqual(
      ladderPath(
        [
          { rung: 0, value: 0.5 },
          { rung: 1, value: null },
        ],
        1
      ),
      [{ x: 0.5, y: heightOf(0, 1) }]
    )
    for (let trial = 0; trial < 100; trial++) {
      assert.isBelow(Math.abs(heightOf(2, trial) - 2), 0.31)
    }
  })
})

test.group('The Pareto front', () => {
  test('is of the trials that came furthest; those of fewer episodes are grey, and named by them', ({
    assert,
  }) => {
    // trial 0 would dominate all, but after 1 episode; at 3 of (2, 1), (1, 2) and (1, 1) two are best
    const study = drawn([
      [[9, 9]],
      [
        [0, 0],
        [2, 1],
      ],
      [
        [0, 0],
        [1, 2],
      ],
      [
        [0, 0],
        [1, 1],
      ],
    ])
    const { panes } = frontFigure(study)!
    const series = panes[0]!.series as unknown as { label: string; color: string; x: number[] }[]
    assert.deepEqual(
      series.map(({ label, color, x }) => [label, color, x]),
      [
        ['3 episodes', 'c1', [1, 1, 2]],
        ['1 episode', 'line-strong', [9]],
        ['Pareto front', 'c2', [1, 2]],
      ]
    )
    assert.match(frontWords(study), /^Of the 3 trials at 3 episodes/)
    assert.isNull(frontFigure(drawn([[1], [2]])))
  })
})

test.group('Parallel coordinates', () => {
  test('have the objective in its own unit, the better end on top', ({ assert }) => {
    // turned values -3, -1 of an objective that is minimised: 3 and 1
    const axis = parallelPlot(drawn([[-3], [-1]], 'minimize'))!.axes.at(-1)!
    assert.deepInclude(axis, { key: 'objective', label: 'Objective', low: 3, high: 1 })
    const texts = axis.ticks.map(({ text }) => Number(text))
    assert.isTrue(texts.every((value) => value >= 1 && value <= 3))
  })

  test('name the parameter of the address that each axis brushes', ({ assert }) => {
    const { axes, lines } = parallelPlot(drawn([[1], [2], [3]]))!
    assert.deepEqual(
      axes.map(({ key, choices, whole }) => [key, choices, whole]),
      [
        ['in.agent.gamma', null, false],
        ['in.agent.nStep', null, true],
        ['in.agent.double', 2, false],
        ['objective', null, false],
      ]
    )
    assert.deepEqual(
      lines.map(({ trial, best }) => [trial, best]),
      [
        [0, false],
        [1, false],
        [2, true],
      ]
    )
    assert.isNull(parallelPlot(drawn([[1]])))
  })
})

test.group('The contour', () => {
  const study = drawn(Array.from({ length: 12 }, (_, k) => [k]))
  const contour = (pair: Parameters<typeof contourOf>[0]) =>
    contourOf(pair, study.analysis.judged, 1)

  test('is of the pair that is asked for, else of the most important parameters', ({ assert }) => {
    const asked = { x: 'agent.nStep', y: 'agent.double' }
    const grid = contourGrid(study, contour, asked)!
    assert.deepEqual([grid.x.path, grid.y.path], ['agent.nStep', 'agent.double'])
    const usual = contourGrid(study, contour, { x: null, y: null })!
    assert.equal(usual.x.path, 'agent.gamma') // the value is a line of it
    assert.isTrue(usual.isUsual)
    // one parameter has no interplay with itself, and one that is not searched none at all
    const same = contourGrid(study, contour, { x: 'agent.nStep', y: 'agent.nStep' })!
    assert.notEqual(same.x.path, same.y.path)
    const unknown = contourGrid(study, contour, { x: 'agent.tau', y: null })!
    assert.isTrue(unknown.isUsual)
  })

  test('leaves out the edges that no trial is near', ({ assert }) => {
    // gammas of 0.900 to 0.911 of an axis from 0.9 to 0.99
    const few = drawn(Array.from({ length: 12 }, (_, k) => [k % 3]))
    const near = few.analysis.judged.map((trial) => ({
      ...trial,
      values: { ...trial.values, 'agent.gamma': 0.9 + trial.number / 1000 },
    }))
    const grid = contourGrid(few, (pair) => contourOf(pair, near, 1), {
      x: 'agent.gamma',
      y: 'agent.nStep',
    })!
    // middles lie 1 / 24 apart from 1 / 48 on; near is an eighth: up to 0.122 + 0.125 of the axis
    assert.lengthOf(grid.x.middles, 6)
    assert.isTrue(grid.rows.every(({ cells }) => cells.length === 6))
  })
})

test.group('The timeline', () => {
  const stretch = (
    worker: string,
    from: number,
    to: number | null,
    threads: number | null = null
  ): WorkSegment => ({
    ...{ worker, threads, trial: 1, rung: 0, from, to, outcome: to === null ? null : 'paused' },
  })

  test('has a lane for each thread of a worker, and says what share of them is idle', ({
    assert,
  }) => {
    // 100 ms in all: a has 3 threads and trains 40 + 40 ms on two of them; b has one, 50 ms
    const timeline = timelineOf(
      [stretch('a', 0, 40, 3), stretch('a', 20, 60, 3), stretch('b', 50, 100, 1)],
      100,
      0
    )!
    assert.deepEqual(
      timeline.lanes.map(({ worker, thread, y }) => [worker, thread, y]),
      [
        ['a', 1, 0],
        ['a', 2, 26],
        ['a', 3, 52],
        ['b', 1, 78],
      ]
    )
    assert.deepEqual(
      timeline.spans.map(({ y }) => y),
      [4, 30, 82]
    )
    assert.deepEqual(
      timeline.spans.map(({ worker, thread, from, seconds }) => [worker, thread, from, seconds]),
      [
        ['a', 1, 0, 0.04],
        ['a', 2, 20, 0.04],
        ['b', 1, 50, 0.05],
      ]
    )
    const [a, b] = timeline.workers
    assert.deepInclude(a, { threads: 3, busySeconds: 0.08 })
    assert.closeTo(a!.idle, 1 - 80 / 300, 1e-12)
    assert.closeTo(b!.idle, 0.5, 1e-12)
    assert.closeTo(timeline.idle, 1 - 130 / 400, 1e-12)
  })

  test('a thread is drawn on again when it is free, the lowest first, whatever the order', ({
    assert,
  }) => {
    const spans = [
      { from: 30, to: 50 },
      { from: 0, to: 30 },
      { from: 10, to: 20 },
      { from: 20, to: 40 },
    ]
    assert.deepEqual(threadsOf(spans, 2), [0, 0, 1, 1])
    assert.deepEqual(threadsOf(spans, null), [0, 0, 1, 1])
    assert.deepEqual(threadsOf(spans.toReversed(), 2), [1, 1, 0, 0])
  })

  test('an end that is noted late opens no further thread than there are', ({ assert }) => {
    const spans = [
      { from: 0, to: 12 },
      { from: 0, to: 30 },
      { from: 10, to: 20 },
    ]
    assert.deepEqual(threadsOf(spans, 2), [0, 1, 0])
    assert.deepEqual(threadsOf(spans, null), [0, 1, 2])
    // 12 + 8 ms of the first thread, and not 12 + 10
    const late = timelineOf(
      spans.map(({ from, to }) => stretch('a', from, to, 2)),
      30,
      0
    )!
    assert.closeTo(late.busySeconds, 0.05, 1e-12)
  })

  test('what still trains goes on until now, or until the study ended', ({ assert }) => {
    const open = [stretch('a', 0, null)]
    assert.equal(timelineOf(open, null, 50)!.until, 50)
    assert.equal(timelineOf(open, 20, 50)!.until, 20)
    assert.equal(timelineOf(open, null, 50)!.spans[0]!.kind, 'running')
    assert.isNull(timelineOf([], null, 50))
  })
})

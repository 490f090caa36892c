import { test } from '@japa/runner'
import { ChartAppends } from '#transformers/charts/chart_appends'
import type { ChartSpec } from '#transformers/charts/chart_spec'

function chart(x: number[]): ChartSpec {
  const y = x.map((each) => each * 10)
  return {
    x: { kind: 'number', label: 'Episode', values: [] },
    panes: [
      {
        key: 'pane',
        label: 'Pane',
        format: 'plain',
        height: 'h84',
        series: [
          { kind: 'line', key: 'line', label: 'Line', color: 'c1', x, y },
          { kind: 'band', key: 'band', label: 'Band', color: 'c1', x, low: y, high: y },
        ],
      },
    ],
  }
}

test.group('Live points', () => {
  test('what the page was drawn with is not told again', ({ assert }) => {
    assert.deepEqual(new ChartAppends(3).of({ loss: chart([1, 2, 3]) }), [])
  })

  test('each point is told once, to every series that has it', ({ assert }) => {
    const appends = new ChartAppends(1)
    assert.deepEqual(appends.of({ loss: chart([1, 2, 3]) }), [
      {
        figure: 'loss',
        series: {
          line: { x: [2, 3], y: [20, 30] },
          band: { x: [2, 3], low: [20, 30], high: [20, 30] },
        },
      },
    ])
    assert.deepEqual(appends.of({ loss: chart([1, 2, 3]) }), [])
    const [next] = appends.of({ loss: chart([1, 2, 3, 4]) })
    assert.deepEqual(next?.series['line'], { x: [4], y: [40] })
  })
})

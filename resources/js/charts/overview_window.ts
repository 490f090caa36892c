import type { Plugin } from 'chart.js'
import type { ChartFigure } from './figure.ts'
import { token } from './tokens.ts'

/** Draws the figure's window upon its overview pane. */
export function overviewWindow(figure: ChartFigure): Plugin {
  return {
    id: 'overviewWindow',
    beforeDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart
      const { top, bottom, left, right } = chartArea
      const pixel = (x: number) => Math.min(Math.max(scales['x']!.getPixelForValue(x), left), right)
      const from = pixel(figure.range.from)
      const width = pixel(figure.range.to) - from
      ctx.save()
      ctx.fillStyle = token('selected')
      ctx.strokeStyle = token('accent')
      ctx.fillRect(from, top, width, bottom - top)
      ctx.strokeRect(from + 0.5, top + 0.5, Math.max(1, width - 1), bottom - top - 1)
      ctx.restore()
    },
  }
}

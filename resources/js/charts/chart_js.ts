import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
} from 'chart.js'
import { CandlestickController, CandlestickElement } from 'chartjs-chart-financial'
import Zoom from 'chartjs-plugin-zoom'
import { token } from './tokens.ts'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  CandlestickController,
  CandlestickElement,
  Zoom
)

const PRINTED_PIXELS = 3

/** Sets what all charts share; called again when the theme changes. */
export function setChartDefaults(): void {
  const { defaults } = Chart
  defaults.font.family = getComputedStyle(document.body).fontFamily
  defaults.font.size = 11
  defaults.color = token('text-3')
  defaults.borderColor = token('grid')
  defaults.animation = false
  // paper shows more dots than a screen
  const printing = document.documentElement.dataset['printing'] !== undefined
  defaults.devicePixelRatio = printing ? PRINTED_PIXELS : devicePixelRatio
  defaults.responsive = true
  defaults.maintainAspectRatio = false
  defaults.parsing = false
  defaults.normalized = true
  defaults.elements.point.radius = 0
  defaults.elements.point.hoverRadius = 3
  defaults.elements.line.borderWidth = 1.6
}

export { Chart }

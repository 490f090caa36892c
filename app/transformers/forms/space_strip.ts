import { valueText } from '#core/parameters/value_text'
import type { DimensionSamples } from '#core/tuning/space_samples'
import { readableNumber } from '#transformers/forms/parameter_text'

const WIDTH = 140
const HEIGHT = 28
const GAP = 1

/** What a sampler draws of a parameter, as small bars and in words. */
export interface SpaceStrip {
  readonly width: number
  readonly height: number
  readonly bars: readonly { x: number; y: number; width: number; height: number }[]
  /** Beside the bars. */
  readonly words: string
  /** In place of the bars. */
  readonly alternative: string
}

export function spaceStrip(samples: DimensionSamples): SpaceStrip {
  const { counts, drawn, searched } = samples
  const most = Math.max(1, ...counts)
  const step = WIDTH / counts.length
  const bars = counts.map((count, k) => {
    const height = rounded((count / most) * HEIGHT)
    return { x: rounded(k * step), y: HEIGHT - height, width: rounded(step - GAP), height }
  })
  const part = searched < drawn ? `, searched in ${searched} of ${drawn}` : ''
  const words = `${wordsOf(samples)}${part}`
  const alternative = `${drawn} samples: ${detailOf(samples)}${part}`
  return { width: WIDTH, height: HEIGHT, bars, words, alternative }
}

function wordsOf({ choices, counts, spread }: DimensionSamples): string {
  if (choices !== null) return counts.join(' · ')
  if (spread === null) return 'none'
  return `${figure(spread.least)} to ${figure(spread.most)}`
}

function detailOf({ choices, counts, spread }: DimensionSamples): string {
  if (choices !== null) {
    return choices.map((choice, k) => `${valueText(choice)} ${counts[k]} times`).join(', ')
  }
  if (spread === null) return 'never searched'
  const { least, middle, most } = spread
  return `from ${figure(least)} to ${figure(most)}, the middle one ${figure(middle)}`
}

/** Three significant digits tell where a draw lies. */
function figure(value: number): string {
  return readableNumber(
    Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
  ).replace('-', '−')
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

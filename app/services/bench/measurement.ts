import { figureOf, type Figures } from '#services/bench/figure'

/** One piece of measuring, which gives these figures together. */
export interface Measurement {
  readonly names: readonly string[]
  /** One unit for all its figures, or one each. */
  readonly unit: string | readonly string[]
  /** `repeats` values of each figure, in the order of `names`. */
  measure(repeats: number): Values | Promise<Values>
}
type Values = readonly (readonly number[])[]

/** What a suite can measure, in the order of its report. */
export type Suite = readonly Measurement[]

export interface Measuring {
  readonly repeats: number
  /** Aborts between two measurements. */
  readonly signal: AbortSignal
  /** Only the measurements that give one of these figures; left out: all. */
  readonly wanted?: readonly string[]
}

/** Measures a suite: its figures by name. @throws the signal's reason */
export async function figuresOf(
  suite: Suite,
  { repeats, signal, wanted }: Measuring
): Promise<Figures> {
  const figures: Record<string, Figures[string]> = {}
  for (const measurement of suite) {
    const { names, unit } = measurement
    if (wanted !== undefined && !names.some((name) => wanted.includes(name))) continue
    signal.throwIfAborted()
    const values = await measurement.measure(repeats)
    names.forEach((name, k) => {
      figures[name] = figureOf(values[k], typeof unit === 'string' ? unit : unit[k])
    })
  }
  return figures
}

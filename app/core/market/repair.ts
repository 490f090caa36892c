import { firstBarFrom, pickBars, pickValues } from './bar_range.ts'
import { barsText, grouped, type ValidationRule } from './rules/rule.ts'
import type { Finding, Series, SourcedSeries } from './series.ts'
import { VALIDATION_RULES } from './validation.ts'

/** What a repair did for one rule. */
export interface Repair {
  readonly rule: string
  readonly action: 'dropped' | 'swapped_volume'
  /** Times of the bars, in the order of the source; null where the time could not be read. */
  readonly times: readonly (number | null)[]
  readonly message: string
}

export interface Repaired {
  readonly data: SourcedSeries
  readonly repairs: readonly Repair[]
}

/**
 * Drops the bars that break a rule of severity `error`, one rule after another, and puts exchanged
 * volumes back. Each column loses the same bars. What no repair can mend stays as it is: validate again.
 */
export function repair(data: SourcedSeries): Repaired {
  let current: SourcedSeries = { ...data, notes: data.notes?.filter(isOwnNote) }
  const repairs: Repair[] = []
  for (const rule of VALIDATION_RULES) {
    if (rule.severity !== 'error' || rule.repair === null) continue
    const offence = rule.find(current)
    if (offence === null || offence.bars.length === 0) continue
    repairs.push(repairOf(rule, current.series, offence.bars))
    current =
      rule.repair === 'drop' ? without(current, offence.bars) : swapVolume(current, offence.bars)
  }
  return { data: relocateNotes(current), repairs }
}

/** The repairs as warnings of the report, so that they are shown wherever the dataset is used. */
export function repairFindings(repairs: readonly Repair[], series: Series): Finding[] {
  return repairs.map(({ rule, times, message }) => {
    const time = times.find((candidate) => candidate !== null) ?? null
    const bar = time === null ? series.length : firstBarFrom(series, time)
    return {
      rule,
      severity: 'warning',
      count: times.length,
      firstBar: bar < series.length ? bar : null,
      firstTime: time,
      message,
    }
  })
}

function repairOf(rule: ValidationRule, series: Series, bars: readonly number[]): Repair {
  const times = bars.map((t) => (Number.isFinite(series.time[t]) ? series.time[t] : null))
  const dropped = rule.repair === 'drop'
  const done = dropped ? 'dropped by the repair' : 'volume and quote volume put back'
  return {
    rule: rule.name,
    action: dropped ? 'dropped' : 'swapped_volume',
    times,
    message: `${barsText(series, bars)}${done} (rule: ${rule.checks})`,
  }
}

function without(data: SourcedSeries, bars: readonly number[]): SourcedSeries {
  const { series, quoteVolume } = data
  const kept = new Int32Array(series.length - bars.length)
  for (let t = 0, b = 0, k = 0; t < series.length; t++) {
    if (b < bars.length && bars[b] === t) b++
    else kept[k++] = t
  }
  return {
    ...data,
    series: pickBars(series, kept),
    quoteVolume: quoteVolume === undefined ? undefined : pickValues(quoteVolume, kept),
  }
}

function swapVolume(data: SourcedSeries, bars: readonly number[]): SourcedSeries {
  const volume = data.series.volume.slice()
  const quoteVolume = data.quoteVolume?.slice() ?? volume.slice()
  for (const t of bars) [volume[t], quoteVolume[t]] = [quoteVolume[t], volume[t]]
  return { ...data, series: { ...data.series, volume }, quoteVolume }
}

function isOwnNote(note: Finding): boolean {
  return VALIDATION_RULES.every(({ name }) => name !== note.rule)
}

/** Bars have moved: the notes' first bars follow their times. */
function relocateNotes(data: SourcedSeries): SourcedSeries {
  const { series, notes = [] } = data
  const moved = notes.map((note) => {
    if (note.firstTime === null) return note
    const bar = firstBarFrom(series, note.firstTime)
    return { ...note, firstBar: bar < series.length ? bar : null }
  })
  return { ...data, notes: moved }
}

/** `3 of 100 bars` dropped, for messages. */
export function droppedText(before: number, after: number): string {
  return `${grouped(before - after)} of ${grouped(before)} bars`
}

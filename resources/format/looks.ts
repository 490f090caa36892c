import { UNDEFINED, type Figure } from './numbers.ts'

/** Colour and shape of a status; the word says the same in text. */
export interface Look {
  readonly kind: 'ok' | 'warn' | 'bad' | 'unknown' | 'live' | 'muted'
  readonly shape: 'ok' | 'warn' | 'bad' | 'unknown' | 'live' | 'stopped' | 'open'
  readonly word: string
}

const LOOKS: Readonly<Record<string, Look>> = {
  queued: { kind: 'muted', shape: 'open', word: 'Queued' },
  training: { kind: 'live', shape: 'live', word: 'Training folds' },
  running: { kind: 'live', shape: 'live', word: 'Running' },
  completed: { kind: 'ok', shape: 'ok', word: 'Completed' },
  failed: { kind: 'bad', shape: 'bad', word: 'Failed' },
  cancelled: { kind: 'muted', shape: 'stopped', word: 'Cancelled' },
  paused: { kind: 'muted', shape: 'stopped', word: 'Paused' },
  stopped: { kind: 'muted', shape: 'stopped', word: 'Stopped' },
  lost: { kind: 'warn', shape: 'warn', word: 'Lost' },
  warning: { kind: 'warn', shape: 'warn', word: 'Warning' },
  candidate: { kind: 'muted', shape: 'open', word: 'Candidate' },
  promoted: { kind: 'ok', shape: 'ok', word: 'Promoted' },
  retired: { kind: 'muted', shape: 'stopped', word: 'Retired' },
}

/** How a status of a run, episode or job, or a stage of a model looks; a word that is not known is shown as unknown. */
export function statusLook(status: string): Look {
  return LOOKS[status] ?? { kind: 'unknown', shape: 'unknown', word: status }
}

/** Class of an outcome's colour; the sign is in the text beside it. */
export function outcomeClass(value: Figure): '' | 'gain' | 'loss' {
  if (typeof value !== 'number' || value === 0 || !Number.isFinite(value)) return ''
  return value > 0 ? 'gain' : 'loss'
}

/** A position or direction in words: long above 0, short below. */
export function sideOf(value: Figure): 'long' | 'short' | 'flat' | typeof UNDEFINED {
  if (typeof value !== 'number') return UNDEFINED
  return value > 0 ? 'long' : value < 0 ? 'short' : 'flat'
}

const RANGES: Readonly<Record<string, readonly [name: string, title: string]>> = {
  validation: ['validation', 'Validation'],
  test: ['sealed test', 'Sealed test'],
  walk_forward: ['walk-forward', 'Walk-forward'],
}

/** An evaluation's range within a line. */
export function rangeName(range: string): string {
  return RANGES[range]?.[0] ?? range
}

/** The same at the start of a line. */
export function rangeTitle(range: string): string {
  return RANGES[range]?.[1] ?? range
}

const FAULT_TITLES: Readonly<Record<number, string>> = {
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible now',
  422: 'Something needs to be changed',
  429: 'Too much at a time',
  503: 'Not available now',
}

/** Heading of an error page. */
export function faultTitle(status: number): string {
  return FAULT_TITLES[status] ?? 'Something failed'
}

const SUBJECTS: Readonly<Record<string, string>> = {
  median: 'Agent, median',
  buy_and_hold: 'Buy and hold',
  sma_crossover: 'SMA crossover',
  always_flat: 'Always flat',
}

/** A line of an evaluation's table in words. */
export function subjectName(subject: string, seed: number | null): string {
  return subject === 'agent' ? `Agent, seed ${seed ?? UNDEFINED}` : (SUBJECTS[subject] ?? subject)
}

/** A label within a sentence: `Validation Sharpe ratio` begins small there. */
export function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

const TUNING: Readonly<Record<string, string>> = {
  asha: 'ASHA',
  hyperband: 'Hyperband',
  median: 'Median stopping',
  fixed: 'Fixed budget',
  random: 'random',
  sobol: 'Sobol',
  tpe: 'TPE',
}

/** A scheduler or sampler of a study in words. */
export function tuningName(name: string): string {
  return TUNING[name] ?? name
}

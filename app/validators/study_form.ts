import vine from '@vinejs/vine'
import { parameterAt } from '#core/parameters/resolve'
import { PRESETS } from '#core/parameters/preset'
import { OBJECTIVES } from '#core/tuning/objectives'
import { SAMPLERS } from '#core/tuning/sampler'
import { SCHEDULERS } from '#core/tuning/scheduler'
import type { SpaceRow } from '#core/tuning/space_rows'
import { BLANK_STUDY, type StudyForm } from '#services/pages/studies/study_form'
import { idRule } from '#validators/id_rule'

const text = (most: number) => vine.string().maxLength(most).nullable().optional()
const cell = () => text(2000)

const row = vine.object({
  by: vine.enum(['range', 'choices'] as const),
  low: cell(),
  high: cell(),
  scale: vine.enum(['linear', 'log'] as const).optional(),
  step: cell(),
  choices: cell(),
  has: vine.record(vine.string()).optional(),
  whenPath: cell(),
  whenValues: cell(),
})

/** Shapes only: what the fields hold is judged by `readStudyForm` and by the core, with their messages. */
const shape = vine.create({
  datasets: vine.array(idRule()).maxLength(50).optional(),
  preset: vine.enum(PRESETS).optional(),
  set: text(20_000),
  name: text(200),
  notes: text(5000),
  view: vine.enum(['rows', 'json'] as const).optional(),
  space: text(100_000),
  rows: vine.record(vine.record(row)).optional(),
  objective: vine.enum(OBJECTIVES).optional(),
  second: vine.enum(OBJECTIVES).nullable().optional(),
  scheduler: vine.enum(SCHEDULERS).optional(),
  sampler: vine.enum(SAMPLERS).optional(),
  trials: cell(),
  maxResource: cell(),
  gracePeriod: cell(),
  eta: cell(),
  startupTrials: cell(),
  seeds: text(1000),
  seed: cell(),
  concurrency: cell(),
  maxEpisodes: cell(),
  maxHours: cell(),
  enqueue: text(20_000),
  warmStart: cell(),
})

/** Reads the form. @throws E_VALIDATION_ERROR for what a browser cannot have sent */
export async function studyForm(body: Record<string, unknown>): Promise<StudyForm> {
  const read = await shape.validate(body)
  const { view, space, rows, ...fields } = read
  const given = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value ?? blankOf(name)])
  ) as Partial<StudyForm>
  return {
    ...BLANK_STUDY,
    ...without(given),
    datasets: [...new Set(read.datasets)],
    second: read.second ?? null,
    space: { view: view ?? 'json', json: space ?? '', rows: rowsIn(rows ?? {}) },
  }
}

/** A field that was sent empty is empty, whatever it began with. */
function blankOf(name: string): unknown {
  const usual: Readonly<Record<string, unknown>> = BLANK_STUDY
  return typeof usual[name] === 'string' ? '' : usual[name]
}

function without(given: Partial<StudyForm>): Partial<StudyForm> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

interface SentRow {
  readonly by: SpaceRow['by']
  readonly scale?: SpaceRow['scale'] | undefined
  readonly has?: Readonly<Record<string, string>> | undefined
  readonly [cell: string]: unknown
}

/** `rows[agent][gamma][low]`: the framework reads dots of a name as nesting. */
function rowsIn(sent: Readonly<Record<string, Readonly<Record<string, SentRow>>>>): SpaceRow[] {
  return Object.entries(sent).flatMap(([group, keys]) =>
    Object.entries(keys).map(([key, cells]) => rowOf(`${group}.${key}`, cells))
  )
}

function rowOf(path: string, { by, scale = 'linear', has, ...cells }: SentRow): SpaceRow {
  const typed = (name: string) => (typeof cells[name] === 'string' ? cells[name] : '')
  return {
    path,
    by,
    scale,
    low: typed('low'),
    high: typed('high'),
    step: typed('step'),
    choices: isTicked(path) ? Object.keys(has ?? {}).join('; ') : typed('choices'),
    whenPath: typed('whenPath'),
    whenValues: typed('whenValues'),
  }
}

/** Whether a parameter's choices are so few that they are ticked: those not ticked are not sent. */
export function isTicked(path: string): boolean {
  return ['boolean', 'choice'].includes(parameterAt(path)?.type ?? '')
}

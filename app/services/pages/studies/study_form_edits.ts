import { InvalidParameter, isCodedError } from '#core/errors'
import { parameterAt } from '#core/parameters/resolve'
import { readSearchSpace, searchedAt, writeSearchSpace } from '#core/tuning/read_search_space'
import { newRow, rowsOfSpace, spaceOfRows, type SpaceRow } from '#core/tuning/space_rows'
import type { SearchSpace } from '#core/tuning/search_space'
import { SearchSpaceInvalid, type SpaceFault } from '#core/tuning/tuning_errors'
import { SPACE_PRESETS } from '#core/tuning/space_presets'
import { baseTextOfRun, baseTextOfSaved } from '#services/pages/studies/study_start'
import { studyProgress } from '#services/pages/studies/study_page'
import { faultsOf } from '#services/tuning/study_faults'
import type { SpaceForm, StudyForm } from '#services/pages/studies/study_form'

/** What a press of the space's editor asks for; `renew`: to be shown as it stands. */
export type SpaceEdit =
  | { readonly act: 'rows' | 'json' | 'renew' }
  | { readonly act: 'add' | 'fix' | 'retype'; readonly path: string }
  | { readonly act: 'preset'; readonly preset: keyof typeof SPACE_PRESETS }
  | { readonly act: 'study'; readonly number: string }

/** The space after an edit, what prevented it, and where the person goes on. */
export interface EditedSpace {
  readonly space: SpaceForm
  readonly problem: string | null
  /** Path of the parameter whose row was added, or a part of the editor. */
  readonly focus: string
}

/** A view in rows of a space. */
export function rowsView(space: SearchSpace): SpaceForm {
  return { view: 'rows', json: '', rows: rowsOfSpace(space) }
}

export async function editSpace(space: SpaceForm, edit: SpaceEdit): Promise<EditedSpace> {
  try {
    return { problem: null, ...(await edited(space, edit)) }
  } catch (error) {
    const problem = faultsOf(error, 'space').map(({ message }) => message)
    return { space, problem: problem.join(' '), focus: 'problem' }
  }
}

async function edited(
  space: SpaceForm,
  edit: SpaceEdit
): Promise<Pick<EditedSpace, 'space' | 'focus'>> {
  switch (edit.act) {
    case 'renew':
      return { space, focus: '' }
    case 'add':
      return { space: withRow(space, edit.path), focus: edit.path }
    // from range to choices and back, or to another condition
    case 'retype':
      return { space: { ...space, rows: space.rows.map(completed) }, focus: edit.path }
    case 'fix':
      return {
        space: { ...space, rows: space.rows.filter(({ path }) => path !== edit.path) },
        focus: 'add',
      }
    case 'preset':
      return { space: rowsView(readSearchSpace(SPACE_PRESETS[edit.preset])), focus: edit.preset }
    case 'study': {
      const { plan } = await studyProgress(numberOf('study', edit.number))
      return { space: rowsView(plan.space), focus: 'study' }
    }
    case 'json':
      return { space: { ...space, view: 'json', json: jsonOf(space) }, focus: 'json' }
    case 'rows':
      return { space: rowsView(readSearchSpace(parsed(space.json))), focus: 'rows' }
  }
}

/** A parameter has one row; what is not in the catalogue, or not searched, has none. */
function withRow(space: SpaceForm, path: string): SpaceForm {
  if (space.rows.some((row) => row.path === path)) return space
  const faults: SpaceFault[] = []
  const parameter = searchedAt(path, faults)
  if (parameter === null) throw new SearchSpaceInvalid(faults)
  return { ...space, rows: [...space.rows, newRow(parameter, space.rows)] }
}

/** A row that searches by choices, or asks a condition, from now on begins with some value for it. */
function completed(row: SpaceRow, _: number, rows: readonly SpaceRow[]): SpaceRow {
  const { path, by, low, high, choices, whenPath, whenValues } = row
  const asked = rows.find((other) => other.path === whenPath)
  return {
    ...row,
    choices: by === 'choices' && choices === '' ? [low, high].filter(Boolean).join('; ') : choices,
    ...(by === 'range' && low === '' && high === '' && usualRange(path, rows)),
    whenValues: whenPath === '' ? '' : whenValues || (asked === undefined ? '' : firstOf(asked)),
  }
}

function usualRange(path: string, rows: readonly SpaceRow[]) {
  const parameter = parameterAt(path)
  if (parameter === undefined) return {}
  const { low, high, scale } = newRow(parameter, rows)
  return { low, high, scale }
}

function firstOf({ by, choices, low }: SpaceRow): string {
  return by === 'range' ? low : (choices.split(';').at(-1) ?? '').trim()
}

/** As the space is written where it can be searched, else as it was typed. */
function jsonOf({ rows }: SpaceForm): string {
  const typed = spaceOfRows(rows)
  try {
    return pretty(writeSearchSpace(readSearchSpace(typed)))
  } catch (error) {
    if (!isCodedError(error)) throw error
    return pretty(typed)
  }
}

/** Text that is no JSON is refused where a space is read. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return json
  }
}

/** A line for each parameter. */
export function pretty(space: Readonly<Record<string, object>>): string {
  const lines = Object.entries(space).map(
    ([path, range]) => `  ${JSON.stringify(path)}: ${JSON.stringify(range)}`
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`
}

/** What the base is to be taken from: the number of a run as it was typed, or a saved preset. */
export type BaseSource =
  | { readonly kind: 'run'; readonly number: string }
  | { readonly kind: 'saved'; readonly reference: string; readonly userId: number }

/** The form with another base; a problem, which is of the source's field, leaves it as it is. */
export async function basedOn(
  form: StudyForm,
  source: BaseSource
): Promise<{ readonly form: StudyForm; readonly problem: string | null }> {
  try {
    const base =
      source.kind === 'run'
        ? await baseTextOfRun(numberOf('run', source.number))
        : await baseTextOfSaved(source.reference, source.userId)
    return { form: { ...form, ...base }, problem: null }
  } catch (error) {
    const problem = faultsOf(error, source.kind).map(({ message }) => message)
    return { form, problem: problem.join(' ') }
  }
}

/** @throws E_INVALID_PARAMETER */
function numberOf(what: 'run' | 'study', text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidParameter(
    what,
    `The ${what} is "${text}", but must be its number, as 12.`,
    `The list has the number of every ${what}.`
  )
}

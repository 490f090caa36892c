import type { Parameter } from '#core/parameter'
import { CATALOGUE, PARAMETER_GROUPS } from '#core/parameters/catalogue'
import { parameterAt } from '#core/parameters/resolve'
import { canBeSearched } from '#core/tuning/read_search_space'
import { valueText } from '#core/parameters/value_text'
import { SPACE_PRESETS } from '#core/tuning/space_presets'
import type { SpaceRow } from '#core/tuning/space_rows'
import type { DimensionSamples } from '#core/tuning/space_samples'
import { choiceWord } from '#transformers/forms/choice_words'
import { boundsOf } from '#transformers/forms/parameter_field'
import { spaceStrip, type SpaceStrip } from '#transformers/forms/space_strip'
import type { EditedSpace } from '#services/pages/studies/study_form_edits'

const KINDS: Readonly<Record<Parameter['type'], string>> = {
  float: 'number',
  integer: 'integer',
  boolean: 'on or off',
  choice: 'choice',
  choices: 'set of choices',
  integers: 'list of integers',
  floats: 'list of numbers',
  text: 'text',
}

/** A row of the editor as its partial needs it. */
export interface SpaceRowView extends SpaceRow {
  readonly id: string
  /** `rows[agent][gamma]`: the framework reads dots of a name as nesting. */
  readonly name: string
  readonly label: string
  readonly group: string
  readonly kind: string
  readonly hint: string
  /** Whether a range can be searched instead of choices. */
  readonly isNumeric: boolean
  /** Choices to tick; null: they are typed. */
  readonly ticks: readonly { value: string; label: string; isOn: boolean }[] | null
  /** Parameters that its condition can ask. */
  readonly others: readonly { path: string; label: string }[]
  readonly lowest: string
  readonly highest: string
  /** Whether the person goes on at this row, or at its condition. */
  readonly isFocused: boolean
  readonly isWhenFocused: boolean
}

/** The editor of a search space. */
export function spaceEditor({ space, problem, focus }: EditedSpace) {
  const { rows, view, json } = space
  const names = Object.keys(SPACE_PRESETS)
  return {
    view,
    json,
    problem,
    focus,
    presets: names,
    rows: rows.map((row) => rowView(row, rows, focus)),
    groups: addable(new Set(rows.map(({ path }) => path))),
  }
}

/** Parameters that may still be searched, by section. */
function addable(searched: ReadonlySet<string>) {
  return PARAMETER_GROUPS.map(({ group, label }) => ({
    label,
    parameters: CATALOGUE.filter(
      (parameter) =>
        canBeSearched(parameter) &&
        parameter.path.startsWith(`${group}.`) &&
        !searched.has(parameter.path)
    ),
  })).filter(({ parameters }) => parameters.length > 0)
}

function rowView(row: SpaceRow, all: readonly SpaceRow[], focus: string): SpaceRowView {
  const { path } = row
  const parameter = parameterAt(path)
  const [group = '', key = ''] = path.split('.')
  const bounds = parameter === undefined ? '' : boundsOf(parameter)
  const kind = parameter === undefined ? 'unknown' : KINDS[parameter.type]
  const unit = parameter?.unit ? ` ${parameter.unit}` : ''
  const isBounded = parameter !== undefined && 'min' in parameter
  return {
    ...row,
    id: rowId(path),
    name: `rows[${group}][${key}]`,
    label: parameter?.label ?? path,
    group: PARAMETER_GROUPS.find((each) => each.group === group)?.label ?? group,
    kind: bounds === '' ? kind : `${kind}, ${bounds}${unit}`,
    hint: parameter?.hint ?? '',
    isNumeric: parameter?.type === 'float' || parameter?.type === 'integer',
    ticks: parameter === undefined ? null : ticksOf(parameter, row.choices),
    others: all
      .filter((other) => other.path !== path)
      .map((other) => ({ path: other.path, label: parameterAt(other.path)?.label ?? other.path })),
    lowest: isBounded ? String(parameter.min) : '',
    highest: isBounded ? String(parameter.max) : '',
    isFocused: focus === path,
    isWhenFocused: focus === `${path}.when`,
  }
}

/** `space-agent-gamma` */
export function rowId(path: string): string {
  return `space-${path.replaceAll('.', '-')}`
}

function ticksOf(parameter: Parameter, choices: string): SpaceRowView['ticks'] {
  const on = new Set(choices.split(';').map((each) => each.trim()))
  if (parameter.type === 'boolean') {
    return [false, true]
      .map(valueText)
      .map((text) => ({ value: text, label: text, isOn: on.has(text) }))
  }
  if (parameter.type !== 'choice') return null
  return parameter.choices.map((choice) => ({
    value: choice,
    label: choiceWord(parameter.path, choice),
    isOn: on.has(choice),
  }))
}

/** A strip for each row, by the row's id; null: nothing can be drawn. */
export function spaceStrips(
  rows: readonly Pick<SpaceRow, 'path'>[],
  samples: readonly DimensionSamples[]
): Record<string, SpaceStrip | null> {
  const byPath = new Map(samples.map((each) => [each.path, each]))
  return Object.fromEntries(
    rows.map(({ path }) => {
      const drawn = byPath.get(path)
      return [rowId(path), drawn === undefined ? null : spaceStrip(drawn)]
    })
  )
}

import type { Parameter, ParameterValue } from '../parameter.ts'
import { parameterAt } from '../parameters/resolve.ts'
import { readValue, valueText } from '../parameters/value_text.ts'
import { leastOf } from './read_search_space.ts'
import type { Dimension, SearchSpace } from './search_space.ts'

/**
 * A dimension as the editor of a search space holds it: texts, as they were typed. Values of a list
 * stand behind one another with semicolons, as `64; 128, 128`.
 */
export interface SpaceRow {
  readonly path: string
  readonly by: 'range' | 'choices'
  readonly low: string
  readonly high: string
  readonly scale: 'linear' | 'log'
  readonly step: string
  readonly choices: string
  /** The parameter that the condition asks; empty: it is always searched. */
  readonly whenPath: string
  readonly whenValues: string
}

const BLANK = { low: '', high: '', scale: 'linear', step: '', choices: '' } as const

/** Rows of a space. */
export function rowsOfSpace({ dimensions }: SearchSpace): SpaceRow[] {
  return dimensions.map((dimension) => {
    const { path, when } = dimension
    const whenValues = when === null ? '' : textOf(when.equals)
    return { path, ...cellsOf(dimension), whenPath: when?.path ?? '', whenValues }
  })
}

function cellsOf(dimension: Dimension) {
  if (dimension.type === 'categorical') {
    return { ...BLANK, by: 'choices' as const, choices: textOf(dimension.choices) }
  }
  const { low, high, log, step, type } = dimension
  const isUsualStep = step === null || (type === 'integer' && step === 1)
  return {
    ...BLANK,
    by: 'range' as const,
    low: String(low),
    high: String(high),
    scale: log ? ('log' as const) : ('linear' as const),
    step: isUsualStep ? '' : String(step),
  }
}

/** JSON for `readSearchSpace` of rows; what was typed wrong stays in it as text, for its message. */
export function spaceOfRows(rows: readonly SpaceRow[]): Record<string, object> {
  return Object.fromEntries(
    rows.map(({ path, by, low, high, scale, step, choices, whenPath, whenValues }) => {
      const range = {
        ...(low !== '' && { low: numberIn(low) }),
        ...(high !== '' && { high: numberIn(high) }),
        log: scale === 'log',
        ...(step !== '' && { step: numberIn(step) }),
      }
      const when = whenPath === '' ? {} : { when: { [whenPath]: valuesIn(whenPath, whenValues) } }
      return [path, { ...(by === 'range' ? range : { choices: valuesIn(path, choices) }), ...when }]
    })
  )
}

/** The row of a parameter that is searched from now on: the catalogue's bounds, or its default value. */
export function newRow(parameter: Parameter, rows: readonly Pick<SpaceRow, 'path'>[]): SpaceRow {
  const { path, condition } = parameter
  const isAsked = condition !== null && rows.some((row) => row.path === condition.path)
  const when = {
    whenPath: isAsked ? condition.path : '',
    whenValues: isAsked ? textOf(condition.equals) : '',
  }
  if (parameter.type !== 'float' && parameter.type !== 'integer') {
    return { path, ...BLANK, by: 'choices', choices: textOf(usualChoices(parameter)), ...when }
  }
  const low = leastOf(parameter)
  const scale = parameter.scale === 'log' && low > 0 ? 'log' : 'linear'
  return {
    path,
    ...BLANK,
    by: 'range',
    low: String(low),
    high: String(parameter.max),
    scale,
    ...when,
  }
}

function usualChoices(parameter: Parameter): readonly ParameterValue[] {
  if (parameter.type === 'boolean') return [false, true]
  return parameter.type === 'choice' ? parameter.choices : [parameter.default]
}

/** Values that a text names, as the parameter at `path` reads them. */
function valuesIn(path: string, text: string): unknown[] {
  const parameter = parameterAt(path)
  const isOfLists = parameter !== undefined && LISTS.includes(parameter.type)
  const parts = text.split(text.includes(';') || isOfLists ? ';' : ',').map((part) => part.trim())
  return parts
    .filter((part) => part !== '')
    .map((part) => (parameter === undefined ? part : readValue(parameter, part)))
}

const LISTS: readonly Parameter['type'][] = ['choices', 'integers', 'floats']

/** Values as the editor writes them. */
export function textOf(values: readonly ParameterValue[]): string {
  return values.map(valueText).join('; ')
}

function numberIn(text: string): number | string {
  const value = Number(text.replace('−', '-'))
  return text.trim() === '' || !Number.isFinite(value) ? text : value
}

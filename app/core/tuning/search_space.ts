import type { Condition, ParameterValue } from '../parameter.ts'

/** One searched parameter of the catalogue. Bounds are inclusive. */
export type Dimension = Searched &
  (
    | {
        readonly type: 'float'
        readonly low: number
        readonly high: number
        readonly log: boolean
        /** Values lie on low + k · step; null: anywhere. Never with `log`. */
        readonly step: number | null
      }
    | {
        readonly type: 'integer'
        readonly low: number
        readonly high: number
        readonly log: boolean
        readonly step: number
      }
    | {
        readonly type: 'categorical'
        /** At least one, each a value of the parameter; lists are values too, as of `agent.hiddenLayers`. */
        readonly choices: readonly ParameterValue[]
      }
  )

interface Searched {
  /** Path in the catalogue, as `agent.learningRate`. */
  readonly path: string
  /** Searched only while another dimension, which stands before it, has one of these values. */
  readonly when: Condition | null
}

/** What a study searches; dimensions in the order in which they are drawn. At least one. */
export interface SearchSpace {
  readonly dimensions: readonly Dimension[]
}

/** A point of a space: the values of its active dimensions, by path. */
export type TrialValues = Readonly<Record<string, ParameterValue>>

/** Whether a dimension is searched at a point: its condition holds there. */
export function isSearched({ when }: Dimension, values: TrialValues): boolean {
  if (when === null) return true
  const value = values[when.path]
  return value !== undefined && when.equals.some((wanted) => isMet(wanted, value))
}

/** Whether a value is the wanted one, or a list that holds it. */
export function isMet(wanted: ParameterValue, value: ParameterValue): boolean {
  if (sameValue(wanted, value)) return true
  return Array.isArray(value) && value.some((item) => item === wanted)
}

/** Whether two values of a parameter are the same; lists by their items. */
export function sameValue(a: ParameterValue, b: ParameterValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === b.length && a.every((item, i) => item === b[i])
}

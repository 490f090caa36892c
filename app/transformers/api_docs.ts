import type { JsonSchema } from '#openapi/json_schema'
import { problemStatuses, PROBLEM_MEANINGS } from '#openapi/operation_document'
import { pathParameters, type Operation } from '#openapi/operation'
import { OPERATIONS } from '#openapi/operations'
import { componentOf, id, LARGEST_COUNT, type Shape } from '#openapi/shape'
import { kindsOf } from '#openapi/value_rules'

/** A parameter or field as the documentation's tables and forms show it. */
interface DocumentedValue {
  readonly name: string
  readonly isNeeded: boolean
  readonly allowed: string
  readonly usual: string
  readonly meaning: string
}

interface DocumentedAnswer {
  readonly status: number
  readonly types: string
  readonly meaning: string
}

export interface DocumentedOperation {
  readonly id: string
  readonly method: Operation['method']
  readonly path: string
  readonly summary: string
  readonly description: string | null
  readonly needs: string
  readonly inPath: readonly DocumentedValue[]
  readonly inQuery: readonly DocumentedValue[]
  readonly body: { readonly type: string; readonly fields: readonly DocumentedValue[] } | null
  /** JSON of a body to begin with; empty: it takes none. */
  readonly example: string
  readonly answers: readonly DocumentedAnswer[]
  readonly fields: readonly DocumentedValue[]
}

export const API_TAGS: readonly string[] = [...new Set(OPERATIONS.map(({ tag }) => tag))]

/** The operations of a tag as their page shows them. */
export function documentedOperations(tag: string): DocumentedOperation[] {
  return OPERATIONS.filter((each) => each.tag === tag).map(documented)
}

function documented(operation: Operation): DocumentedOperation {
  const { id: name, method, path, summary, needs, body } = operation
  const description = operation.description === undefined ? null : plain(operation.description)
  const shapes = Object.entries(operation.query)
  return {
    ...{ id: name, method, path, summary, description, needs },
    inPath: pathParameters(path).map((each) => documentedValue(each, id('Its id.'))),
    inQuery: shapes.map(([each, shape]) => documentedValue(each, shape)),
    body: body && {
      type: body.type,
      fields: Object.entries(body.shape.properties).map(([each, shape]) =>
        documentedValue(each, shape)
      ),
    },
    example: body?.example === undefined ? '' : JSON.stringify(body.example, null, 2),
    answers: [...successes(operation), ...problems(operation)],
    fields: fieldsOf(operation),
  }
}

function documentedValue(name: string, shape: Shape): DocumentedValue {
  const { description = '', default: usual } = shape.schema
  const isNeeded = !('optional' in shape)
  const meaning = plain(description)
  return {
    name,
    isNeeded,
    allowed: allowedBy(shape.schema),
    usual: textOf(usual),
    meaning,
  }
}

function textOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The values that a schema allows, in words. */
function allowedBy(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(allowedBy).join(' or ')
  if (schema.items !== undefined) return `a list: each ${allowedBy(schema.items)}`
  const name = componentOf(schema)
  if (name !== undefined) return name
  // what no database holds is no bound that a person needs to read
  const { maximum = 0, ...rest } = schema
  return kindsOf(maximum >= LARGEST_COUNT ? rest : schema)
}

/** Descriptions are Markdown for the document's readers; a page shows them as text. */
function plain(description: string): string {
  return description.replaceAll('`', '')
}

function successes({ answers, immutable }: Operation): DocumentedAnswer[] {
  const stated = Object.entries(answers).map(([status, { description, content }]) => ({
    status: Number(status),
    types: Object.keys(content).join(', '),
    meaning: plain(description),
  }))
  const unchanged = { status: 304, types: '', meaning: 'The client has it already.' }
  return immutable ? [...stated, unchanged] : stated
}

function problems(operation: Operation): DocumentedAnswer[] {
  return problemStatuses(operation).map((status) => ({
    status,
    types: 'application/problem+json',
    meaning: PROBLEM_MEANINGS[status] ?? '',
  }))
}

/** Fields of a list's rows, or of the document that it answers. */
function fieldsOf(operation: Operation): DocumentedValue[] {
  const schema =
    'row' in operation
      ? (operation.row as Shape).schema
      : Object.values(operation.answers)[0]?.content['application/json']?.schema
  const required = schema?.required ?? []
  return Object.entries(schema?.properties ?? {}).map(([name, each]) => ({
    name,
    isNeeded: required.includes(name),
    allowed: allowedBy(each),
    usual: '',
    meaning: plain(each.description ?? ''),
  }))
}

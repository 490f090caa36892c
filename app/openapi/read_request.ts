import { RequestInvalid } from '#exceptions/request_invalid'
import type { JsonSchema } from './json_schema.js'
import type { ParameterShapes } from './operation.js'
import { schemaFaults, shown, unknownName, type SchemaFault } from './schema_faults.js'
import type { InputOf, RecordShape } from './shape.js'

type Given = Readonly<Record<string, unknown>>
type Values = Record<string, unknown>

/**
 * Texts of a query or of a form as values of their shapes, defaults filled in.
 * @throws E_REQUEST_INVALID naming every parameter that is unknown, repeated or out of its bounds
 */
export function readTexts<P extends ParameterShapes>(shapes: P, given: Given): InputOf<P> {
  const faults: SchemaFault[] = []
  const values: Values = {}
  for (const [name, text] of Object.entries(given)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined
    if (shape === undefined) faults.push(unknownName(name, Object.keys(shapes)))
    else if (typeof text !== 'string') faults.push(notOnce(name, text))
    else {
      values[name] = valueOf(shape.schema, text)
      faults.push(...schemaFaults(shape.schema, values[name], name))
    }
  }
  return complete(shapes, values, faults)
}

/**
 * A JSON body of the shape, defaults filled in.
 * @throws E_REQUEST_INVALID naming everything that it should not have, or should
 */
export function readBody<P extends ParameterShapes>(shape: RecordShape<P>, given: unknown) {
  const faults = schemaFaults(shape.schema, given, '')
  if (faults.length > 0) throw new RequestInvalid(faults)
  return complete(shape.properties, { ...(given as Given) }, [])
}

function complete<P extends ParameterShapes>(
  shapes: P,
  values: Values,
  faults: SchemaFault[]
): InputOf<P> {
  for (const [name, shape] of Object.entries(shapes)) {
    if (values[name] !== undefined) continue
    if ('defaulted' in shape) values[name] = shape.schema.default
    else if (!('optional' in shape)) faults.push({ path: name, message: `${name} is needed.` })
  }
  if (faults.length > 0) throw new RequestInvalid(faults)
  return values as InputOf<P>
}

function notOnce(name: string, value: unknown): SchemaFault {
  const times = Array.isArray(value) ? `is given ${value.length} times` : `is ${shown(value)}`
  return { path: name, message: `${name} ${times}, but must be one value.` }
}

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** The value that a text means under a schema; the text itself where it means none. */
function valueOf(schema: JsonSchema, text: string): unknown {
  switch (schema.type) {
    case 'integer':
    case 'number':
      return NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : text
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'array':
      return text.split(',').map((part) => valueOf(schema.items ?? {}, part))
    default:
      return text
  }
}

import { format } from 'node:util'
import type { JsonSchema } from './json_schema.js'
import { brokenNumberRule, brokenTextRule, kindsOf, typesOf } from './value_rules.js'

/** What is wrong with one value of a request, by its path. */
export interface SchemaFault {
  readonly path: string
  readonly message: string
}

const LONGEST_SHOWN = 80

/** A value as a message shows it: short, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'absent'
  const text = JSON.stringify(value) ?? format(value)
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`
}

/** Everything about a value that its schema does not allow; each message names value and bound. */
export function schemaFaults(schema: JsonSchema, value: unknown, path: string): SchemaFault[] {
  if (schema.anyOf !== undefined) return alternativeFaults(schema, value, path)
  const allowed = typesOf(schema)
  const actual = allowed.find((type) => isOfType(type, value))
  const fault = (rule: string | null) =>
    rule === null
      ? []
      : [{ path, message: `${path || 'The body'} is ${shown(value)}, but ${rule}.` }]
  if (allowed.length > 0 && actual === undefined) return fault(`must be ${kindsOf(schema)}`)
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return fault(`must be one of ${schema.enum.map(String).join(', ')}`)
  }
  if (typeof value === 'number') return fault(brokenNumberRule(schema, value))
  if (typeof value === 'string') return fault(brokenTextRule(schema, value))
  if (Array.isArray(value)) return listFaults(schema, value, path, fault)
  if (typeof value === 'object' && value !== null) {
    return objectFaults(schema, value as Readonly<Record<string, unknown>>, path)
  }
  return []
}

function alternativeFaults(schema: JsonSchema, value: unknown, path: string): SchemaFault[] {
  const { anyOf = [] } = schema
  const each = anyOf.map((alternative) => schemaFaults(alternative, value, path))
  if (each.some((faults) => faults.length === 0)) return []
  // of the alternatives that have the value's type, its own faults say more than "must be one of"
  const near = anyOf.findIndex(
    (one) => one.properties !== undefined && typesOf(one).some((type) => isOfType(type, value))
  )
  if (near >= 0) return each[near]!
  const kinds = anyOf.map((alternative) => kindsOf(alternative)).join(' or ')
  return [{ path, message: `${path} is ${shown(value)}, but must be ${kinds}.` }]
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'integer':
      return Number.isSafeInteger(value)
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return typeof value === type
  }
}

function listFaults(
  schema: JsonSchema,
  value: readonly unknown[],
  path: string,
  fault: (rule: string) => SchemaFault[]
): SchemaFault[] {
  const { minItems = 0, maxItems = Infinity, items } = schema
  if (value.length < minItems) return fault(`must have at least ${minItems} of them`)
  if (value.length > maxItems) return fault(`must have at most ${maxItems} of them`)
  if (
    schema.uniqueItems === true &&
    new Set(value.map((item) => JSON.stringify(item))).size < value.length
  ) {
    return fault('must have each only once')
  }
  if (items === undefined) return []
  return value.flatMap((item, i) => schemaFaults(items, item, `${path}.${i}`))
}

function objectFaults(
  schema: JsonSchema,
  value: Readonly<Record<string, unknown>>,
  path: string
): SchemaFault[] {
  const { properties = {}, required = [], additionalProperties = true } = schema
  const within = (name: string) => (path === '' ? name : `${path}.${name}`)
  const { minProperties = 0, maxProperties = Infinity } = schema
  const size = Object.keys(value).length
  if (size < minProperties || size > maxProperties) {
    const bound = size < minProperties ? `at least ${minProperties}` : `at most ${maxProperties}`
    return [{ path, message: `${path} has ${size} entries, but must have ${bound}.` }]
  }
  const absent = required
    .filter((name) => value[name] === undefined)
    .map((name) => ({ path: within(name), message: `${within(name)} is needed.` }))
  const present = Object.entries(value).flatMap(([name, each]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (known !== undefined)
      return each === undefined ? [] : schemaFaults(known, each, within(name))
    const names = schema.propertyNames?.enum
    if (names !== undefined && !names.includes(name)) return [unknownName(within(name), names)]
    if (typeof additionalProperties === 'object') {
      return schemaFaults(additionalProperties, each, within(name))
    }
    return additionalProperties ? [] : [unknownName(within(name), Object.keys(properties))]
  })
  return [...absent, ...present, ...ruleFaults(schema, value, path)]
}

/** What is wrong between the properties of an object. */
function ruleFaults(
  { oneOf = [], allOf = [] }: JsonSchema,
  value: Readonly<Record<string, unknown>>,
  path: string
): SchemaFault[] {
  const names = oneOf.flatMap(({ required }) => required)
  const met = oneOf.filter(({ required }) => required.every((name) => value[name] !== undefined))
  const rule = `Exactly one of ${names.join(' and ')} is needed`
  const alternative =
    oneOf.length === 0 || met.length === 1
      ? []
      : [
          {
            path: names[0]!,
            message: `${rule}, but ${met.length === 0 ? 'none is' : 'more are'} given.`,
          },
        ]
  const more = allOf
    .filter((rule) => schemaFaults(rule.if, value, path).length === 0)
    .flatMap(({ then }) => schemaFaults(then, value, path))
  return [...alternative, ...more]
}

/** The fault of a name that there is not, with those that there are. */
export function unknownName(path: string, known: readonly string[]): SchemaFault {
  const short = path.length <= LONGEST_SHOWN ? path : `${path.slice(0, LONGEST_SHOWN)}…`
  const names = known.length === 0 ? 'none is known here' : `known are ${known.join(', ')}`
  return { path: short, message: `${short} is not known; ${names}.` }
}

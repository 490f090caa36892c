import type { Parameter } from '#core/parameter'
import { CATALOGUE, PARAMETER_GROUPS } from '#core/parameters/catalogue'
import type { JsonSchema } from './json_schema.js'
import { named, NO_NUL, shapeOf } from './shape.js'

/** The JSON schema of a parameter's values, from the catalogue. */
export function parameterSchema(parameter: Parameter): JsonSchema {
  const { nullable, unit, label, hint } = parameter
  const { type, enum: choices, ...rest } = valueSchema(parameter)
  return {
    title: label,
    description: unit === null ? hint : `${hint} Unit: ${unit}.`,
    ...rest,
    type: nullable ? [type as string, 'null'] : type,
    ...(choices === undefined ? {} : { enum: choices }),
    default: parameter.default,
  }
}

function valueSchema(parameter: Parameter): JsonSchema {
  switch (parameter.type) {
    case 'float': {
      const { min, max, exclusiveMin } = parameter
      const least = exclusiveMin ? { exclusiveMinimum: min } : { minimum: min }
      return { type: 'number', ...least, maximum: max }
    }
    case 'integer':
      return { type: 'integer', minimum: parameter.min, maximum: parameter.max }
    case 'boolean':
      return { type: 'boolean' }
    case 'choice':
      return { type: 'string', enum: parameter.choices }
    case 'text':
      return { type: 'string', maxLength: parameter.maxLength, pattern: NO_NUL }
    case 'choices': {
      const items = { type: 'string', enum: parameter.choices }
      return { type: 'array', items, minItems: parameter.minLength, uniqueItems: true }
    }
    case 'integers':
    case 'floats': {
      const { min, max, minLength, maxLength } = parameter
      const type = parameter.type === 'integers' ? 'integer' : 'number'
      const items = { type, minimum: min, maximum: max }
      return { type: 'array', items, minItems: minLength, maxItems: maxLength }
    }
  }
}

function keyOf(path: string): string {
  return path.slice(path.indexOf('.') + 1)
}

function groupSchema(group: string): JsonSchema {
  const own = CATALOGUE.filter(({ path }) => path.startsWith(`${group}.`))
  return {
    type: 'object',
    properties: Object.fromEntries(own.map((each) => [keyOf(each.path), parameterSchema(each)])),
    additionalProperties: false,
  }
}

const GROUPS = Object.fromEntries(
  PARAMETER_GROUPS.map(({ group, label }) => [
    group,
    named(label, shapeOf(groupSchema(group))).schema,
  ])
)

/** The full config of a run. One that an older version stored may lack what the catalogue has gained. */
export const runParameters = named(
  'RunParameters',
  shapeOf<Readonly<Record<string, unknown>>>({
    type: 'object',
    description: 'The full config of the run: defaults, preset and changes, resolved.',
    properties: { version: { type: 'integer', minimum: 1 }, ...GROUPS },
    required: ['version'],
    additionalProperties: false,
  })
)

/** Values by path, as in `agent.gamma`, or by group and key. */
export const overrides = named(
  'Overrides',
  shapeOf<Readonly<Record<string, unknown>>>({
    type: 'object',
    description: 'What is changed of the preset: by path, as in `agent.gamma`, or by group.',
    properties: {
      ...Object.fromEntries(CATALOGUE.map((each) => [each.path, parameterSchema(each)])),
      ...GROUPS,
    },
    additionalProperties: false,
  })
)

import type { Parameter } from '#core/parameter'
import { CATALOGUE } from '#core/parameters/catalogue'
import { canBeSearched } from '#core/tuning/read_search_space'
import { SPACE_PRESETS } from '#core/tuning/space_presets'
import type { JsonSchema } from '#openapi/json_schema'
import { parameterSchema } from '#openapi/parameter_schema'
import { choice, named, NO_NUL, shapeOf } from '#openapi/shape'

const SEARCHED = CATALOGUE.filter(canBeSearched)

function byPath(schemaOf: (parameter: Parameter) => JsonSchema) {
  return Object.fromEntries(SEARCHED.map((each) => [each.path, schemaOf(each)]))
}

const word: JsonSchema = { type: 'string', maxLength: 100, pattern: NO_NUL }
const one: JsonSchema = { anyOf: [word, { type: ['number', 'boolean', 'null'] }] }

/** Whatever parameters it names: a schema for each pair of them would be larger than all the rest. */
const when = named(
  'SearchCondition',
  shapeOf<Readonly<Record<string, unknown>>>({
    type: 'object',
    description: 'Searched only while the parameter at this path has one of these values.',
    propertyNames: { enum: SEARCHED.map(({ path }) => path) },
    additionalProperties: {
      type: 'array',
      items: { anyOf: [...one.anyOf!, { type: 'array', items: one }] },
    },
    minProperties: 1,
    maxProperties: 1,
  })
)

/** What one parameter is searched within; `{}`: its whole range. */
function dimensionSchema(parameter: Parameter): JsonSchema {
  const { title, description, default: _, ...value } = parameterSchema(parameter)
  const choices: JsonSchema = { type: 'array', items: value, minItems: 1, uniqueItems: true }
  const isNumber = parameter.type === 'float' || parameter.type === 'integer'
  const type = parameter.type === 'float' ? 'number' : 'integer'
  const bound = { ...value, type }
  const step = { type, exclusiveMinimum: 0, maximum: value.maximum }
  const range = { low: bound, high: bound, log: { type: 'boolean' }, step }
  return {
    type: 'object',
    title,
    description,
    properties: { ...(isNumber ? range : {}), choices, when: when.schema },
    additionalProperties: false,
  }
}

const space = named(
  'SearchSpace',
  shapeOf<Readonly<Record<string, unknown>>>({
    type: 'object',
    description:
      'By path: `low`, `high`, `log` and `step`, or `choices`; and `when`. What is left out comes from the catalogue.',
    properties: byPath(dimensionSchema),
    minProperties: 1,
    additionalProperties: false,
  })
)

/** A search space, or the name of a preset. */
export const searchSpace = shapeOf<unknown>({
  anyOf: [choice('A preset.', Object.keys(SPACE_PRESETS)).schema, space.schema],
  description: 'What is searched.',
})

/** Values of searched parameters. */
export const point = named(
  'Point',
  shapeOf<Readonly<Record<string, unknown>>>({
    type: 'object',
    description: 'Values by path.',
    properties: byPath(parameterSchema),
    additionalProperties: false,
  })
)

/** The space itself; how its dimensions go together is judged where it is read. */
export function spaceOf(space: unknown): unknown {
  const presets: Readonly<Record<string, unknown>> = SPACE_PRESETS
  return typeof space === 'string' ? presets[space] : space
}

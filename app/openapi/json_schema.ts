/** The part of JSON Schema 2020-12 that the API's documents use. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly contentMediaType?: string
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly propertyNames?: { readonly enum: readonly string[] }
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  /** Rules between properties: of an object's alternatives exactly one has its required names … */
  readonly oneOf?: readonly { readonly required: readonly string[] }[]
  /** … and what is so needs something more. */
  readonly allOf?: readonly { readonly if: JsonSchema; readonly then: JsonSchema }[]
}

import type { JsonSchema } from './json_schema.js'
import { componentOf } from './shape.js'

/** Gathers the named schemas of a document, so that each is stated once. */
export class Components {
  readonly schemas: Record<string, unknown> = {}

  /** A copy of any part of the document, with references in place of named schemas. */
  referring(part: unknown): unknown {
    if (Array.isArray(part)) return part.map((each) => this.referring(each))
    if (typeof part !== 'object' || part === null) return part
    const name = componentOf(part as JsonSchema)
    if (name === undefined) return this.#copy(part)
    if (!(name in this.schemas)) {
      this.schemas[name] = null // its place in the order
      this.schemas[name] = this.#copy(part)
    }
    return { $ref: `#/components/schemas/${name}` }
  }

  #copy(part: object): object {
    const entries = Object.entries(part).filter(([, value]) => value !== undefined)
    return Object.fromEntries(entries.map(([key, value]) => [key, this.referring(value)]))
  }
}

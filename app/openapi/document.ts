import { codeVersion } from '#services/code_version'
import { Components } from './components.js'
import { OPERATIONS } from './operations.js'
import { described, PROBLEM } from './operation_document.js'

type Document = Readonly<Record<string, unknown>>

const DESCRIPTION = [
  'Everything that the pages show and do, for programs.',
  'Sign in with a token: `Authorization: Bearer rsc_…`, made with `node ace token:create`.',
  'Lists are paged by key: follow `next` until it is null.',
  'Errors are problems of RFC 9457 that name the value, the bound and the remedy.',
].join('\n\n')

let made: Document | null = null

/** The OpenAPI 3.1 document, made of the operations that the routes are made of. */
export function openapiDocument(): Document {
  made ??= make()
  return made
}

function make(): Document {
  const components = new Components()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of OPERATIONS) {
    const path = (paths[operation.path] ??= {})
    path[operation.method.toLowerCase()] = components.referring(described(operation))
  }
  components.referring(PROBLEM.schema)
  return {
    openapi: '3.1.0',
    info: {
      title: 'ReinforceStrategyCreator',
      version: codeVersion(),
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    tags: [...new Set(OPERATIONS.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

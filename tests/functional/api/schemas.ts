import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { openapiDocument } from '#openapi/document'
import { OPERATIONS } from '#openapi/operations'

interface Content {
  readonly schema: object
}
interface Response {
  readonly content?: Readonly<Record<string, Content>>
}
interface Stated {
  readonly operationId: string
  readonly responses: Readonly<Record<string, Response>>
}

const document = openapiDocument() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Stated>>>>
}

const ajv = new Ajv2020.default({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'api')

/** An answer of the API as a test has it. */
export interface Answered {
  readonly status: number
  readonly type: string
  readonly body: unknown
}

function pointer(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
}

function validatorOf(id: string, status: number, type: string): ValidateFunction | string {
  const operation = OPERATIONS.find((each) => each.id === id)
  if (operation === undefined) return `there is no operation ${id}`
  const method = operation.method.toLowerCase()
  const response = document.paths[operation.path]![method]!.responses[status]
  if (response === undefined) return `status ${status} is not documented`
  if (response.content === undefined) return 'no content is documented'
  if (response.content[type] === undefined) return `content type ${type} is not documented`
  const path = ['paths', operation.path, method, 'responses', String(status), 'content', type]
  return ajv.getSchema(`api#/${pointer(...path)}/schema`)!
}

/** Everything in which an answer is not what the document states; empty: nothing. */
export function offSchema(id: string, { status, type, body }: Answered): string[] {
  const validate = validatorOf(id, status, type)
  if (typeof validate === 'string') return [validate]
  if (validate(body)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

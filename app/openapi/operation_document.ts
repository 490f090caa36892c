import { TOKEN_ABILITIES } from '#services/people/create_token'
import { idempotencyKey } from './idempotency_key.js'
import { pathParameters, type Answer, type Operation } from './operation.js'
import { count, id, list, named, optional, record, said, type Shape } from './shape.js'

/** A problem of RFC 9457. */
export const PROBLEM = named(
  'Problem',
  record({
    type: said('URN of the kind of problem.'),
    title: said('What happened, with the value and the bound.'),
    status: count('Status of the answer.'),
    code: said('Code of the error.'),
    detail: said('What to do.'),
    instance: optional(said('Id of the request; the log has it too.')),
    errors: optional(
      list(record({ path: said('Parameter or field.'), message: said('What is wrong with it.') }), {
        description: 'Each wrong value.',
      })
    ),
  })
)

export const PROBLEM_MEANINGS: Readonly<Record<number, string>> = {
  400: 'The body is not well-formed.',
  401: 'No session and no valid token.',
  403: 'The role or the token does not allow it.',
  404: 'There is no such thing, or no longer.',
  409: 'Each value is allowed, but they do not go together, or not with what is stored.',
  413: 'The body is too large.',
  415: 'The body is of another type.',
  422: 'The request is not of this schema; the problem names each wrong value.',
  424: 'The source of the data failed or does not answer.',
  429: 'This person asked for more than may be computed at a time; `Retry-After` says when to ask again.',
  503: 'The database does not answer.',
}

/** An operation as the document states it. */
export function described(operation: Operation): Readonly<Record<string, unknown>> {
  const { id: operationId, tag, summary, needs, body } = operation
  const open = needs === 'nothing'
  const role = open
    ? 'Needs no sign-in.'
    : `Needs a token with the ability \`${needs}\`, or a session of a ${TOKEN_ABILITIES[needs]}.`
  return {
    operationId,
    tags: [tag],
    summary,
    description: [operation.description, role].filter(Boolean).join('\n\n'),
    ...(open ? { security: [] } : {}),
    parameters: parametersOf(operation),
    ...(body === null ? {} : { requestBody: bodyOf(body) }),
    responses: { ...successes(operation), ...problems(operation) },
  }
}

function parametersOf({ path, query, idempotent, immutable }: Operation): unknown[] {
  const inPath = pathParameters(path).map((name) => parameter(name, 'path', id('Its id.')))
  const inQuery = Object.entries(query).map(([name, shape]) => parameter(name, 'query', shape))
  const etag = said('ETag of an answer that the client has.')
  return [
    ...inPath,
    ...inQuery,
    ...(idempotent ? [parameter('Idempotency-Key', 'header', optional(idempotencyKey))] : []),
    ...(immutable ? [parameter('If-None-Match', 'header', optional(etag))] : []),
  ]
}

function parameter(name: string, place: 'path' | 'query' | 'header', shape: Shape) {
  const { description, ...schema } = shape.schema
  const asList = schema.type === 'array' ? { style: 'form', explode: false } : {}
  return { name, in: place, required: !('optional' in shape), description, ...asList, schema }
}

function bodyOf({ type, shape, example }: NonNullable<Operation['body']>) {
  const content = { schema: shape.schema, ...(example === undefined ? {} : { example }) }
  return { required: true, content: { [type]: content } }
}

function successes({ answers, immutable, idempotent }: Operation) {
  const replayed = { 'Idempotency-Replayed': said('`true`: this is the first answer again.') }
  const etag = { ETag: said('Names the content; send it as `If-None-Match`.') }
  const also = { ...(idempotent ? replayed : {}), ...(immutable ? etag : {}) }
  const stated = Object.entries(answers).map(([status, answer]) => [status, answerOf(answer, also)])
  const unchanged = { description: 'The client has it already.', headers: headersOf(etag) }
  return { ...Object.fromEntries(stated), ...(immutable ? { 304: unchanged } : {}) }
}

function answerOf({ description, content, headers }: Answer, also: Record<string, Shape>) {
  const types = Object.entries(content).map(([type, { schema }]) => [type, { schema }])
  const all = headersOf({ ...headers, ...also })
  return {
    description,
    ...(Object.keys(all).length > 0 ? { headers: all } : {}),
    ...(types.length > 0 ? { content: Object.fromEntries(types) } : {}),
  }
}

function headersOf(shapes: Readonly<Record<string, Shape>>) {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, { schema }]) => {
      const { description, ...rest } = schema
      return [name, { description, schema: rest }]
    })
  )
}

/** Statuses of problems that an operation can answer. */
export function problemStatuses({
  needs,
  body,
  cost,
  problems: own,
  answers,
}: Operation): number[] {
  const usual = needs === 'nothing' ? [422, 503] : [401, 403, 422, 503]
  const all = new Set([...usual, ...own, ...(body === null ? [] : [415]), ...(cost ? [429] : [])])
  return [...all].filter((status) => !(status in answers)).sort((a, b) => a - b)
}

function problems(operation: Operation) {
  const content = { 'application/problem+json': { schema: PROBLEM.schema } }
  return Object.fromEntries(
    problemStatuses(operation).map((status) => [
      status,
      {
        description: PROBLEM_MEANINGS[status],
        ...(status === 429 ? { headers: headersOf({ 'Retry-After': count('Seconds.') }) } : {}),
        content,
      },
    ])
  )
}

import type { Cost } from '#services/people/allowance'
import type { TokenAbility } from '#services/people/create_token'
import type { RecordShape, Shape } from './shape.js'

export type ParameterShapes = Readonly<Record<string, Shape>>

export interface Answer {
  readonly description: string
  /** Shape of each content type; none: no content. */
  readonly content: Readonly<Record<string, Shape>>
  readonly headers?: Readonly<Record<string, Shape<string>>>
}

export interface Body<P extends ParameterShapes = ParameterShapes> {
  readonly type: 'application/json' | 'multipart/form-data'
  readonly shape: RecordShape<P>
  readonly example?: Readonly<Record<string, unknown>>
}

/**
 * One operation of the API, stated once: its route, the checks of what is sent, who may use it and the
 * OpenAPI document all come from here.
 */
export interface Operation<
  Q extends ParameterShapes = ParameterShapes,
  B extends ParameterShapes = ParameterShapes,
> {
  /** As in `episodes.index`; the route is named `api.episodes.index`. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`, as in `/episodes/{episode_id}/steps/`. A closing slash is optional in requests. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** Ability of a token; a session needs the role that goes with it. */
  readonly needs: TokenAbility | 'nothing'
  readonly query: Q
  readonly body: Body<B> | null
  readonly answers: Readonly<Record<number, Answer>>
  /** Statuses of problems beside those that any operation can answer. */
  readonly problems: readonly number[]
  /** What it computes upon a request; unstated: it reads rows. */
  readonly cost?: Cost
  /** Whether an `Idempotency-Key` makes it safe to ask again. */
  readonly idempotent?: true
  /** Whether it answers an `If-None-Match` with 304. */
  readonly immutable?: true
}

type Given<Q extends ParameterShapes, B extends ParameterShapes> = Omit<
  Operation<Q, B>,
  'query' | 'body' | 'problems'
> & {
  readonly query?: Q
  readonly body?: Body<B>
  readonly problems?: readonly number[]
}

const NO_PARAMETERS = {} as const

export function operation<
  Q extends ParameterShapes = typeof NO_PARAMETERS,
  B extends ParameterShapes = typeof NO_PARAMETERS,
>(given: Given<Q, B>): Operation<Q, B> {
  return {
    ...given,
    query: given.query ?? (NO_PARAMETERS as unknown as Q),
    body: given.body ?? null,
    problems: given.problems ?? [],
  }
}

/** An answer of one JSON document. */
export function json(description: string, shape: Shape, headers?: Answer['headers']): Answer {
  return {
    description,
    content: { 'application/json': shape },
    ...(headers === undefined ? {} : { headers }),
  }
}

/** Names of the path's parameters. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
}

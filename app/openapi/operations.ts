import type { Operation } from './operation.js'
import * as datasets from './operations/datasets.js'
import * as episodes from './operations/episodes.js'
import * as evaluations from './operations/evaluations.js'
import * as experiments from './operations/experiments.js'
import * as models from './operations/models.js'
import * as presets from './operations/presets.js'
import * as system from './operations/system.js'
import * as studies from './operations/studies.js'
import * as runs from './operations/training_runs.js'

function operationsOf(module: object): Operation[] {
  const operations = Object.values(module).filter(isOperation)
  return operations.sort((a, b) => rankOf(a) - rankOf(b) || (placeOf(a) < placeOf(b) ? -1 : 1))
}

/** Lists before what they list, and what hangs on one after it. */
function rankOf({ path }: Operation): number {
  return path.split('/').filter((part) => part !== '').length
}

/** By path, reading before changing. */
function placeOf({ path, method }: Operation): string {
  return `${path} ${['GET', 'POST', 'PATCH', 'DELETE'].indexOf(method)}`
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'answers' in value && 'path' in value
}

/** Every operation of the API, in the order of the document. */
export const OPERATIONS: readonly Operation[] = [
  ...[episodes, runs, experiments, presets, studies, evaluations, models, datasets, system].flatMap(
    operationsOf
  ),
]

/** Health and readiness: answered before any session is opened, by HealthMiddleware. */
export const PROBES: readonly Operation[] = [system.showHealth, system.showReadiness]

/** A path parameter's pattern: an id without sign or leading zero that is safe in JavaScript. */
export const ID_PATTERN = /^[1-9]\d{0,14}$/

/** The methods that a path below `/api/v1` takes; none: there is no such path. */
export function methodsAt(path: string): string[] {
  const segments = path.split('/').filter((part) => part !== '')
  const here = OPERATIONS.filter(({ path: pattern }) => matches(pattern, segments))
  const methods = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return [...new Set(methods)].sort()
}

function matches(pattern: string, segments: readonly string[]): boolean {
  const parts = pattern.split('/').filter((part) => part !== '')
  return (
    parts.length === segments.length &&
    parts.every((part, i) =>
      part.startsWith('{') ? ID_PATTERN.test(segments[i]!) : part === segments[i]
    )
  )
}

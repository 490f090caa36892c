import { isCodedError } from '../errors.ts'
import type { Environment, StepInfo } from './environment.ts'
import { CodedError } from '../errors.ts'

/** One line in: exactly one of these keys. */
export type EnvironmentRequest =
  | { readonly reset: { readonly seed?: number; readonly options?: Record<string, number> } }
  | { readonly step: number }
  | { readonly spaces: true }
  | { readonly close: true }

/** One line out. */
export type EnvironmentResponse =
  | { readonly observation: number[]; readonly info: StepInfo }
  | {
      readonly observation: number[]
      readonly reward: number
      readonly terminated: boolean
      readonly truncated: boolean
      readonly info: StepInfo
    }
  | { readonly observation_space: object; readonly action_space: object }
  | { readonly closed: true }
  | { readonly error: { readonly code: string; readonly message: string; readonly remedy: string } }

/** A line that is no request. */
export class RequestNotUnderstood extends CodedError {
  readonly code = 'E_REQUEST_NOT_UNDERSTOOD'
  readonly kind = 'bad_input'

  constructor(line: string) {
    const shown = line.length > 80 ? `${line.slice(0, 80)}…` : line
    super(
      `Not a request: ${shown}`,
      'Send one of {"spaces":true}, {"reset":{"seed":1}}, {"step":0}, {"close":true}.'
    )
  }
}

/** Answers one JSON line. An error answers too, and leaves the environment as it was. */
export function answerLine(environment: Environment, line: string): EnvironmentResponse {
  try {
    return answer(environment, parse(line))
  } catch (error) {
    if (!isCodedError(error)) throw error
    const { code, message, remedy } = error
    return { error: { code, message, remedy } }
  }
}

function parse(line: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new RequestNotUnderstood(line)
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) {
    throw new RequestNotUnderstood(line)
  }
  return value as Record<string, unknown>
}

function answer(environment: Environment, request: Record<string, unknown>): EnvironmentResponse {
  if ('spaces' in request) {
    const { observationSpace, actionSpace } = environment
    const { low, high } = observationSpace
    return {
      observation_space: { ...observationSpace, low: bound(low), high: bound(high) },
      action_space: actionSpace,
    }
  }
  if ('reset' in request) {
    const { seed, options } = resetOf(request.reset)
    const [observation, info] = environment.reset(seed, options)
    return { observation: Array.from(observation), info: { ...info } }
  }
  if ('step' in request && typeof request.step === 'number') {
    const [observation, reward, terminated, truncated, info] = environment.step(request.step)
    return {
      observation: Array.from(observation),
      reward,
      terminated,
      truncated,
      info: { ...info },
    }
  }
  if ('close' in request) return { closed: true }
  throw new RequestNotUnderstood(JSON.stringify(request))
}

/** JSON has no infinity. */
function bound(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

function resetOf(value: unknown): { seed?: number; options?: Record<string, number> } {
  if (typeof value !== 'object' || value === null) return {}
  const { seed, options } = value as { seed?: unknown; options?: unknown }
  const isSeed = typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32
  if (seed !== undefined && seed !== null && !isSeed) {
    throw new RequestNotUnderstood(`seed ${String(seed)} is no integer from 0 to 4294967295`)
  }
  return {
    ...(isSeed ? { seed } : {}),
    ...(typeof options === 'object' && options !== null
      ? { options: options as Record<string, number> }
      : {}),
  }
}

import { CodedError, isCodedError } from '../errors.ts'
import type { BoxSpace, DiscreteSpace, Environment, ResetOptions, StepInfo } from './environment.ts'

/** An observation space as JSON has it: an infinite bound is a text. */
type SpaceRow = Omit<BoxSpace, 'low' | 'high'> & { low: number | string; high: number | string }

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
  | { readonly observation_space: SpaceRow; readonly action_space: DiscreteSpace }
  | { readonly closed: true }
  | { readonly error: { readonly code: string; readonly message: string; readonly remedy: string } }

/** A line that is no request. */
class RequestNotUnderstood extends CodedError {
  readonly code = 'E_REQUEST_NOT_UNDERSTOOD'
  readonly kind = 'bad_input'

  constructor(request: string) {
    const shown = request.length > 80 ? `${request.slice(0, 80)}…` : request
    super(
      `Not a request: ${shown}`,
      'Send one of {"spaces":true}, {"reset":{"seed":1}}, {"step":0}, {"close":true}.'
    )
  }
}

/** Answers one line of JSON, as `handleEnvironmentRequest` does its value. */
export function answerLine(environment: Environment, line: string): EnvironmentResponse {
  let request: unknown
  try {
    request = JSON.parse(line)
  } catch {
    return errorOf(new RequestNotUnderstood(line))
  }
  return handleEnvironmentRequest(environment, request)
}

/**
 * Answers one request: an object with exactly one of the keys `spaces`, `reset`, `step` and `close`.
 * `reset` takes `seed` and `options` with `market` and `startBar`. An error is an answer too, and leaves
 * the environment as it was; a fault that is no coded error is thrown.
 */
export function handleEnvironmentRequest(
  environment: Environment,
  request: unknown
): EnvironmentResponse {
  try {
    return answer(environment, request)
  } catch (error) {
    if (!isCodedError(error)) throw error
    return errorOf(error)
  }
}

function answer(environment: Environment, request: unknown): EnvironmentResponse {
  const fields = objectOf(request, ['spaces', 'reset', 'step', 'close'])
  if (fields === null || Object.keys(fields).length !== 1) {
    throw new RequestNotUnderstood(`${JSON.stringify(request)}`)
  }
  if (fields.spaces === true) return spacesOf(environment)
  if (fields.close === true) return { closed: true }
  if (typeof fields.step === 'number') {
    const [observation, reward, terminated, truncated, info] = environment.step(fields.step)
    const flags = { terminated, truncated, info: { ...info } }
    return { observation: Array.from(observation), reward, ...flags }
  }
  const given = objectOf(fields.reset, ['seed', 'options'])
  const options = objectOf(given?.options ?? {}, ['market', 'startBar'])
  if (given === null || options === null)
    throw new RequestNotUnderstood(`${JSON.stringify(request)}`)
  const [observation, info] = environment.reset(seedOf(given.seed), numbersOf(options))
  return { observation: Array.from(observation), info: { ...info } }
}

function spacesOf({ observationSpace, actionSpace }: Environment): EnvironmentResponse {
  const { low, high } = observationSpace
  // JSON has no infinity
  const bound = (value: number) => (Number.isFinite(value) ? value : String(value))
  return {
    observation_space: { ...observationSpace, low: bound(low), high: bound(high) },
    action_space: actionSpace,
  }
}

/** `value` when it is an object with no other than these keys; else null. */
function objectOf(value: unknown, keys: readonly string[]): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return Object.keys(value).every((key) => keys.includes(key))
    ? (value as Record<string, unknown>)
    : null
}

/** Gymnasium's clients send null where no seed is meant. */
function seedOf(seed: unknown): number | undefined {
  if (seed === undefined || seed === null) return undefined
  if (typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return seed
  throw new RequestNotUnderstood(
    `the seed ${JSON.stringify(seed)} is no integer from 0 to 4294967295`
  )
}

function numbersOf(options: Record<string, unknown>): ResetOptions {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === 'number') continue
    throw new RequestNotUnderstood(`options.${name} is ${JSON.stringify(value)}, no number`)
  }
  return options
}

function errorOf({ code, message, remedy }: CodedError & { code: string }): EnvironmentResponse {
  return { error: { code, message, remedy } }
}

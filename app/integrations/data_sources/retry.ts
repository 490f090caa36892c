import type { CodedError } from '../../core/errors.ts'
import { DataSourceInterrupted } from '../../core/market/data_source_errors.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { FetchProgress } from '../../core/ports/data_source.ts'

/** A failure that may pass when asked again; `outcome` is what it is if it does not. */
export class PassingFailure extends Error {
  readonly outcome: CodedError
  readonly retryAfterSeconds: number | null

  constructor(outcome: CodedError, retryAfterSeconds: number | null = null) {
    super(outcome.message)
    this.outcome = outcome
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export interface RetryPolicy {
  readonly attempts: number
  /** Wait before the second attempt; it doubles from one to the next. */
  readonly firstWaitSeconds: number
  /** No wait is longer; a source that asks for more ends the attempts. */
  readonly longestWaitSeconds: number
}

export interface RetryContext {
  readonly clock: Clock
  /** Uniform in [0, 1): spreads the waits of many machines. */
  readonly random: { float(): number }
  readonly signal?: AbortSignal
  readonly progress?: FetchProgress
  readonly source: string
  readonly symbol: string
}

/**
 * Does `work` until it succeeds, fails for good, or the attempts are used up. Waits what the source
 * asks for, else min(first · 2^(k − 1), longest) · (0.5 + 0.5 u) seconds after the k-th attempt.
 * @throws the outcome of the last PassingFailure, what `work` throws otherwise, or
 * E_DATA_SOURCE_INTERRUPTED when the signal aborts a wait.
 */
export async function retrying<T>(
  work: (attempt: number) => Promise<T>,
  policy: RetryPolicy,
  context: RetryContext
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt)
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error
      const waitSeconds = error.retryAfterSeconds ?? backOff(attempt, policy, context.random)
      if (attempt >= policy.attempts || waitSeconds > policy.longestWaitSeconds) throw error.outcome
      context.progress?.({ bars: 0, attempt, waitSeconds, reason: error.outcome.message })
      await sleep(waitSeconds, context)
    }
  }
}

function backOff(attempt: number, policy: RetryPolicy, random: { float(): number }): number {
  const wait = Math.min(policy.firstWaitSeconds * 2 ** (attempt - 1), policy.longestWaitSeconds)
  return wait * (0.5 + 0.5 * random.float())
}

async function sleep(seconds: number, context: RetryContext): Promise<void> {
  const { clock, signal, source, symbol } = context
  try {
    await clock.sleep(seconds * 1000, signal)
  } catch (cause) {
    throw new DataSourceInterrupted(source, symbol, cause)
  }
}

import type { BaseCommand } from '@adonisjs/core/ace'
import { CodedError, isCodedError } from '#core/errors'
import { faultOf } from '#exceptions/fault'

/** What a command has to say: the object of `--json`, and lines for a person. */
export interface Answer {
  readonly json: Readonly<Record<string, unknown>>
  readonly lines: readonly string[]
}

export class Interrupted extends CodedError {
  readonly code = 'E_INTERRUPTED'
  readonly kind = 'interrupted'

  constructor(signal: NodeJS.Signals) {
    super(`Interrupted by ${signal}.`, 'What was stored before it is kept.')
  }
}

/**
 * Runs a command's work and prints its answer: with `--json` exactly one object, alone on standard
 * output; else its lines. Exit codes: 0 done, 1 failed, 2 bad input, 3 refused, 130 interrupted. The
 * signal given to `work` aborts at SIGINT and SIGTERM; a second one ends the process at once.
 */
export async function answer(
  command: BaseCommand & { json: boolean },
  work: (signal: AbortSignal) => Promise<Answer>
): Promise<void> {
  const abort = new AbortController()
  const onSignal = (signal: NodeJS.Signals): void => {
    if (abort.signal.aborted) process.exit(130)
    abort.abort(new Interrupted(signal))
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  try {
    const { json, lines } = await work(abort.signal)
    process.stdout.write(command.json ? `${JSON.stringify(json)}\n` : `${lines.join('\n')}\n`)
  } catch (error) {
    command.exitCode = complain(command.json, error)
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

/** Prints an error, as JSON too where that was asked for; gives the exit code. */
function complain(asJson: boolean, error: unknown): number {
  const fault = faultOf(error, undefined)
  const unexpected = fault.code === 'E_UNEXPECTED'
  const message = unexpected && error instanceof Error ? error.message : fault.message
  if (asJson) {
    const { code, remedy } = fault
    process.stdout.write(`${JSON.stringify({ error: { code, message, remedy } })}\n`)
  }
  process.stderr.write(`${message}\n${fault.remedy && !unexpected ? `${fault.remedy}\n` : ''}`)
  if (unexpected && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
  if (isCodedError(error) && error.cause instanceof Error && fault.status >= 500) {
    process.stderr.write(`Cause: ${error.cause.message}\n`)
  }
  return fault.exit
}

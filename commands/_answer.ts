import type { BaseCommand } from '@adonisjs/core/ace'
import { CodedError } from '#core/errors'
import { complain } from '#exceptions/complaint'
import { onStopSignal } from '#start/stop_signals'

/** What a command has to say: the object of `--json`, and lines for a person. */
export interface Answer {
  readonly json: Readonly<Record<string, unknown>>
  readonly lines: readonly string[]
  /** Exit code when it is not 0: the answer tells of a failure. */
  readonly exit?: number
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
  const stopListening = onStopSignal((signal) => abort.abort(new Interrupted(signal)))
  try {
    const { json, lines, exit } = await work(abort.signal)
    process.stdout.write(command.json ? `${JSON.stringify(json)}\n` : `${lines.join('\n')}\n`)
    if (exit !== undefined) command.exitCode = exit
    if (abort.signal.aborted) command.exitCode = 130
  } catch (error) {
    command.exitCode = complain(error, command.json)
  } finally {
    stopListening()
  }
}

import { errors as aceErrors } from '@adonisjs/core/ace'
import { isCodedError } from '#core/errors'
import { faultOf, type Fault } from './fault.js'

/**
 * Tells of an error outside of any request: on standard error, with `asJson` as one object alone on
 * standard output too. Gives the exit code: 1 failed, 2 bad input, 3 refused, 130 interrupted.
 */
export function complain(error: unknown, asJson: boolean): number {
  const { code, message, remedy, exit } = told(error)
  if (asJson) process.stdout.write(`${JSON.stringify({ error: { code, message, remedy } })}\n`)
  process.stderr.write(`${remedy === null ? message : `${message}\n${remedy}`}\n`)
  if (code === UNEXPECTED && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  const cause = isCodedError(error) && exit === 1 ? error.cause : null
  if (cause instanceof Error) process.stderr.write(`Cause: ${cause.message}\n`)
  return exit
}

const UNEXPECTED = 'E_UNEXPECTED'

function told(error: unknown): Fault {
  const fault = faultOf(error, undefined)
  if (!(error instanceof Error)) return fault
  const code = 'code' in error ? String(error.code) : ''
  if (Object.keys(aceErrors).includes(code)) {
    const remedy = '`node ace list` has the commands, `node ace help COMMAND` what each takes.'
    return { ...fault, code, message: error.message, remedy, exit: 2 }
  }
  if (fault.code !== UNEXPECTED) return fault
  if (code === 'EADDRINUSE') {
    const remedy = 'Set PORT to a free one, or stop the program that listens there.'
    return { ...fault, code: 'E_PORT_TAKEN', message: `${error.message}.`, remedy }
  }
  if ('help' in error && typeof error.help === 'string') {
    // of environment variables: which, and what they must be
    return { ...fault, code, message: `${error.message}.`, remedy: error.help, exit: 2 }
  }
  return { ...fault, message: error.message, remedy: null }
}

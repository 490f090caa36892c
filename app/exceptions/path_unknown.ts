import { Exception } from '@adonisjs/core/exceptions'
import { CodedError } from '#core/errors'

export class PathUnknown extends CodedError {
  readonly code = 'E_PATH_UNKNOWN'
  readonly kind = 'not_found'

  constructor(path: string) {
    super(`There is nothing at ${path.slice(0, 200)}.`, 'The paths are at /docs.')
  }
}

/** A path that takes other methods. */
export class MethodRefused extends Exception {
  static status = 405
  static code = 'E_METHOD'

  constructor(method: string, allowed: readonly string[]) {
    super(`This path does not take ${method}, but ${allowed.join(', ')}.`)
  }
}

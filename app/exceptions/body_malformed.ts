import { Exception } from '@adonisjs/core/exceptions'

/** A body that is not of the type that it says it is. */
export class BodyMalformed extends Exception {
  static status = 400
  static code = 'E_BODY_MALFORMED'

  constructor(cause: Error) {
    super(`The body is no JSON: ${cause.message}.`, { cause })
  }
}

import { Exception } from '@adonisjs/core/exceptions'

/** A body of a type that the operation does not read. */
export class MediaTypeRefused extends Exception {
  static status = 415
  static code = 'E_MEDIA_TYPE'

  constructor(given: string, needed: string) {
    super(`Content-Type is ${given}, but must be ${needed}.`)
  }
}

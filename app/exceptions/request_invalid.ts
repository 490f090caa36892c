import { CodedError } from '#core/errors'

interface FieldFault {
  readonly path: string
  readonly message: string
}

const DESCRIBED = 'The operation is described at /docs and in /api/v1/openapi.json.'

/** A request whose parameters or body are not what the operation takes. */
export class RequestInvalid extends CodedError {
  readonly code = 'E_REQUEST_INVALID'
  readonly kind = 'bad_input'
  readonly fields: readonly FieldFault[]

  /** `fields`: one or more. */
  constructor(fields: readonly FieldFault[], remedy = DESCRIBED) {
    super(fields.map(({ message }) => message).join(' '), remedy)
    this.fields = fields
  }
}

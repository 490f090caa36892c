import { EXPORT_FORMATS } from '#compute/exporters/export_model'
import { choice, count, optional, record, text, withDefault } from '#openapi/shape'

const LONGEST_REASON = 500

/** What promoting takes. */
export const promoteBody = record({
  name: optional(
    text('Name of the model, as in `aapl-trend`; a known name gets its next version.', { max: 60 })
  ),
  reason: withDefault(
    text('Needed when a verdict did not pass, or nothing was evaluated.', { max: LONGEST_REASON }),
    ''
  ),
})

/** What retiring takes. */
export const retireBody = record({
  reason: withDefault(text('Why; the audit log keeps it.', { max: LONGEST_REASON }), ''),
})

/** What an export takes. */
export const exportBody = record({
  format: choice('ONNX, a graph model of TensorFlow.js, or plain JSON.', EXPORT_FORMATS),
  seed: optional(
    count('Whose weights; left out: of the seed with the median validation.', { max: 0xffffffff })
  ),
})

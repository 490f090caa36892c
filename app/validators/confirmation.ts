import { InvalidParameter } from '#core/errors'
import { textIn } from '#validators/list_query'

/**
 * Holds a form that deletes to what its dialog asks to be typed; null: a press is enough.
 * @throws E_INVALID_PARAMETER
 */
export function confirmedBy(form: Record<string, unknown>, asked: string | null): void {
  const typed = textIn(form, 'confirmation') ?? ''
  if (asked === null || typed === asked) return
  throw new InvalidParameter(
    'confirmation',
    `confirmation is ${JSON.stringify(typed.slice(0, 100))}, but must be ${JSON.stringify(asked)}. Nothing was deleted.`,
    `Other things are deleted along: type ${asked} to confirm.`
  )
}

import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { BodyMalformed } from '#exceptions/body_malformed'
import { RequestInvalid } from '#exceptions/request_invalid'

/** No body of the API goes deeper than a few; a few thousand overflow the stack of who walks them. */
const MOST_LEVELS = 32

/** Reads bodies of JSON: an object, its texts as they were sent. */
export default class JsonBodyMiddleware {
  async handle({ request }: HttpContext, next: NextFn) {
    const text = request.raw()
    if (text && request.is(['application/json']) !== null) request.updateBody(objectOf(text))
    return next()
  }
}

/** @throws E_BODY_MALFORMED, E_REQUEST_INVALID */
function objectOf(text: string): Record<string, unknown> {
  if (levelsOf(text) > MOST_LEVELS) throw wrong(`nested more than ${MOST_LEVELS} deep`)
  const value = parsed(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw wrong(`${Array.isArray(value) ? 'a list' : JSON.stringify(value)}, but must be an object`)
}

function wrong(what: string): RequestInvalid {
  return new RequestInvalid([{ path: '', message: `The body is ${what}.` }])
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new BodyMalformed(cause as Error)
  }
}

/** How deep its brackets go, those in texts left out; in one pass, whatever the text is. */
function levelsOf(json: string): number {
  let [deepest, level, inText] = [0, 0, false]
  for (let at = 0; at < json.length; at++) {
    const char = json[at]
    if (char === '"') inText = !inText
    else if (inText && char === '\\') at++
    else if (!inText && (char === '[' || char === '{')) deepest = Math.max(deepest, ++level)
    else if (!inText && (char === ']' || char === '}')) level--
  }
  return deepest
}

import { edgeGlobals } from 'edge.js'

/**
 * HTML attributes of an element. `true` is an attribute without a value; null, undefined and false are
 * none. Edge's own `html.attrs` does not escape values, so that a quote in one ends its attribute.
 */
export function attributes(values: Readonly<Record<string, unknown>>): unknown {
  const written = Object.entries(values).flatMap(([name, value]) => {
    if (value === null || value === undefined || value === false) return []
    return value === true ? [name] : [`${name}="${edgeGlobals.html.escape(String(value))}"`]
  })
  return edgeGlobals.html.safe(written.join(' '))
}

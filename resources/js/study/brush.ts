import { noted, saidOf } from '../address.ts'

/** The page's address with a brush of an axis in it; null takes the brush away. */
export function brushed(key: string, text: string | null, comparedAt: string): URL {
  const changes: Record<string, string | null> = { [key]: text, after: null, before: null }
  if (key === 'objective') changes['at_episodes'] = text === null ? null : comparedAt
  return noted(changes)
}

/** The range that the address holds for an axis; an objective meant at other episodes is not drawn. */
export function brushedText(key: string, comparedAt: string): string | null {
  if (key === 'objective' && saidOf('at_episodes') !== comparedAt) return null
  return saidOf(key)
}

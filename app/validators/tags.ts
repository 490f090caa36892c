/** Most tags of an experiment. */
export const MOST_TAGS = 20
/** Most characters of a tag. */
export const MOST_LETTERS = 40
/** What a tag is made of. */
export const TAG = /^[\p{L}\p{N}][\p{L}\p{N} ._:/+-]*$/u

export const TAGS_RULE = `up to ${MOST_TAGS} tags of at most ${MOST_LETTERS} letters, digits, spaces or . _ : / + -`

/** `momentum, to check` as tags, each once; null when one of them is no tag. */
export function tagsIn(text: string): string[] | null {
  const tags = text
    .split(',')
    .map((tag) => tag.trim().replaceAll(/\s+/g, ' '))
    .filter((tag) => tag !== '')
  const distinct = [...new Set(tags)]
  const sound = distinct.every((tag) => [...tag].length <= MOST_LETTERS && TAG.test(tag))
  return sound && distinct.length <= MOST_TAGS ? distinct : null
}

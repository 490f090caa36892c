/** The address of a page: its path and query. */
export interface PageUrl {
  readonly path: string
  readonly query: Readonly<Record<string, unknown>>
}

/** The address with some query parameters changed; null takes one away. A repeated one is joined. */
export function withQuery(
  url: PageUrl,
  changes: Readonly<Record<string, string | number | null>>
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...url.query, ...changes })) {
    if (typeof value === 'string' || typeof value === 'number') query.set(name, String(value))
    else if (Array.isArray(value)) query.set(name, value.join(','))
  }
  const text = query.toString()
  return text === '' ? url.path : `${url.path}?${text}`
}

/** The address sorted by a column: descending first, then turned by each click. */
export function sortUrl(
  url: PageUrl,
  key: string,
  sort: { readonly key: string; readonly descending: boolean }
): string {
  const descending = sort.key === key ? !sort.descending : true
  return withQuery(url, { sort: descending ? `-${key}` : key, after: null, before: null, at: null })
}

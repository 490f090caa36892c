type Changes = Readonly<Record<string, string | null>>

/** The page's address with changes; null takes a name away. */
export function noted(changes: Changes): URL {
  const url = new URL(location.href)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return url
}

/** Changes the page's address without loading it, and adds nothing to what Back goes through. */
export function note(changes: Changes): void {
  const url = noted(changes)
  history.replaceState(history.state, '', `${url.pathname}${url.search}${url.hash}`)
}

/** What the address says under a name; a repeated parameter joined. */
export function saidOf(name: string): string | null {
  const all = new URL(location.href).searchParams.getAll(name)
  return all.length === 0 ? null : all.join(',')
}

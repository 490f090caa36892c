/** Changes of the page's address, made without loading it. */
export function noted(changes: Readonly<Record<string, string | null>>): URL {
  const url = new URL(location.href)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return url
}

/** What the address says under a name; a repeated parameter joined. */
export function saidOf(name: string): string | null {
  const all = new URL(location.href).searchParams.getAll(name)
  return all.length === 0 ? null : all.join(',')
}

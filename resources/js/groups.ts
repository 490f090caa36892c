/** Ids of the groups whose rows show. */
function openGroups(): string[] {
  const toggles = document.querySelectorAll<HTMLElement>('[data-group][aria-expanded="true"]')
  return [...toggles].map(({ dataset }) => dataset['group']!)
}

/** What leads to this list elsewhere (its order, pages, filters) takes along which groups are open. */
function keepInAddress(open: string): void {
  const within = (address: string) => {
    const url = new URL(address, location.href)
    if (open === '') url.searchParams.delete('open')
    else url.searchParams.set('open', open)
    return url.href
  }
  history.replaceState(history.state, '', within(location.href))
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href]')) {
    // those that fold and unfold say themselves what shows
    const isOfList =
      link.pathname === location.pathname && !link.closest('[data-group], [data-groups]')
    if (isOfList) link.href = within(link.href)
  }
  const field = document.querySelector<HTMLInputElement>('form.filters input[name=open]')
  if (field === null) return
  field.value = open
  field.disabled = open === ''
}

/** Folds and unfolds the groups of a list without asking the server. */
export function enableGroups(): void {
  document.addEventListener('click', (event) => {
    const toggle = (event.target as Element).closest<HTMLElement>('[data-group]')
    // a new tab is opened by the link itself
    if (toggle === null || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const isOpen = toggle.getAttribute('aria-expanded') === 'true'
    toggle.setAttribute('aria-expanded', String(!isOpen))
    document.getElementById(toggle.getAttribute('aria-controls')!)!.hidden = isOpen
    keepInAddress(openGroups().join(','))
  })
}

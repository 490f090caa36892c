import { openDialog } from './dialogs.ts'

function typing(target: EventTarget | null): boolean {
  const element = target as HTMLElement
  return (
    element.matches?.('input, select, textarea, [contenteditable]') || !!element.closest?.('dialog')
  )
}

function rows(): HTMLTableRowElement[] {
  return [
    ...document.querySelectorAll<HTMLTableRowElement>(
      'table[data-rows] tbody:not([hidden]) tr[data-href]'
    ),
  ]
}

function moveRow(by: number): void {
  const all = rows()
  if (all.length === 0) return
  const at = all.indexOf(document.activeElement as HTMLTableRowElement)
  const to = at === -1 ? (by > 0 ? 0 : all.length - 1) : at + by
  all[Math.min(Math.max(to, 0), all.length - 1)]?.focus()
}

function openRow(): void {
  const row = document.activeElement as HTMLElement | null
  const href = row?.dataset['href']
  if (href) location.href = href
}

const LETTERS: Readonly<Record<string, () => void>> = {
  '/': () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
  '?': () => openDialog('keys-dialog'),
  j: () => moveRow(1),
  k: () => moveRow(-1),
  x: () => document.activeElement?.querySelector<HTMLInputElement>('input[name=ids]')?.click(),
}

/** Letter keys of every page; they can be turned off on the account page. */
export function enableKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
    if (event.key === 'Enter' && (event.target as Element).matches('tr[data-href]')) openRow()
    if (document.documentElement.dataset['keys'] === 'off') return
    const action = LETTERS[event.key]
    if (!action) return
    event.preventDefault()
    action()
  })
}

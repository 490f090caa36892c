import { htmx } from './htmx.ts'

/**
 * `data-dialog-from="address"` fetches a dialog and opens it; `data-dialog="id"` opens one, where `data-fill="field=value"` fills a field of it by the field's
 * id; `data-dialog-close` closes the one it is in. The submit button
 * of a dialog with `data-name` opens when that name is typed.
 */
export function enableDialogs(): void {
  document.addEventListener('click', (event) => {
    const target = event.target as Element
    const opener = target.closest<HTMLElement>('[data-dialog]')
    if (opener) {
      fill(opener.dataset['fill'])
      openDialog(opener.dataset['dialog'] ?? '')
    }
    const fetching = target.closest<HTMLElement>('[data-dialog-from]')
    if (fetching) fetchDialog(fetching.dataset['dialogFrom'] ?? '')
    target.closest('[data-dialog-close]')?.closest('dialog')?.close()
  })
  document.addEventListener('htmx:after:swap', () => {
    const fetched = document.querySelector('#fetched > dialog:not([data-shown])')
    fetched?.setAttribute('data-shown', '')
    if (fetched) openDialog(fetched.id)
  })
  document.addEventListener('input', (event) => {
    const input = event.target as HTMLInputElement
    const name = input.dataset['name']
    if (name === undefined) return
    const button = input.form?.querySelector<HTMLButtonElement>('button[type="submit"]')
    if (button) button.disabled = input.value.trim() !== name
  })
}

function fill(what: string | undefined): void {
  const [id = '', value = ''] = what?.split('=') ?? []
  const field = document.getElementById(id)
  if (field instanceof HTMLInputElement) field.value = value
}

/** A dialog whose words depend on how things are now. */
export function fetchDialog(address: string): void {
  void htmx.ajax('GET', address, { target: '#fetched' })
}

export function openDialog(id: string): void {
  const dialog = document.getElementById(id)
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
}

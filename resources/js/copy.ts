/** `data-copy` copies its text, or the text of the element that `data-copy-from` names. */
export function enableCopying(): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-copy], [data-copy-from]')
    if (!button) return
    const { copy, copyFrom } = button.dataset
    const text = copy ?? document.getElementById(copyFrom ?? '')?.textContent ?? ''
    void copyText(button, text.trim())
  })
}

async function copyText(button: HTMLElement, text: string): Promise<void> {
  const before = button.textContent
  try {
    await navigator.clipboard.writeText(text)
    button.textContent = 'Copied'
  } catch {
    // Browsers refuse the clipboard on plain HTTP from another host.
    button.textContent = 'Not allowed by the browser'
  }
  setTimeout(() => {
    button.textContent = before
  }, 1500)
}

/** Options of a list that hold what is typed; the list is filled anew, since not every browser hides options. */
function narrow(list: HTMLSelectElement, all: readonly HTMLOptGroupElement[], typed: string): void {
  const words = typed.toLowerCase().split(/\s+/)
  const groups = all.map((group) => {
    const copy = group.cloneNode(true) as HTMLOptGroupElement
    for (const option of copy.querySelectorAll('option')) {
      const text = `${group.label} ${option.textContent}`.toLowerCase()
      if (!words.every((word) => text.includes(word))) option.remove()
    }
    return copy
  })
  list.replaceChildren(...groups.filter((group) => group.children.length > 0))
}

const complete = new WeakMap<HTMLSelectElement, readonly HTMLOptGroupElement[]>()

function listOf(input: HTMLElement): HTMLSelectElement | null {
  const id = input.dataset['narrows']
  return id === undefined ? null : document.querySelector<HTMLSelectElement>(`#${CSS.escape(id)}`)
}

function narrowed(event: Event): void {
  const input = event.target as HTMLInputElement
  const list = listOf(input)
  if (!list) return
  const all = complete.get(list) ?? [...list.querySelectorAll('optgroup')]
  complete.set(list, all)
  narrow(list, all, input.value.trim())
}

/** Enter presses the button beside a field; while a base or a space is edited it never launches. */
function entered(event: KeyboardEvent): void {
  const input = event.target as HTMLElement
  if (event.key !== 'Enter' || !input.matches('[data-renews] input')) return
  event.preventDefault()
  const beside = input.closest('.joined')?.querySelector('button')
  const button = listOf(input) ? document.getElementById('space-add-button') : beside
  button?.click()
}

/** The form of a new study: a part that the server has renewed is judged like one that was typed. */
export function enableStudyForm(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-launch=study]')
  if (!form) return
  form.addEventListener('input', narrowed)
  form.addEventListener('keydown', entered)
  form.addEventListener('htmx:after:swap', (event) => {
    if (!(event.target as Element).closest('[data-renews]')) return
    form.dispatchEvent(new Event('change', { bubbles: true }))
  })
}

/** What describes a field: those of its texts that are kept, and one more. */
function describe(input: Element, isKept: (id: string) => boolean, more = ''): void {
  const ids = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(isKept)
  const all = [...ids, more].filter((id) => id !== '').join(' ')
  if (all === '') input.removeAttribute('aria-describedby')
  else input.setAttribute('aria-describedby', all)
}

/** Marks the fields that a list of problems names, ties them to it, and lets its links lead to them. */
function mark(list: HTMLElement): void {
  const scope = list.closest('form') ?? document
  for (const old of scope.querySelectorAll('[data-faulty]')) {
    describe(old, (id) => !id.startsWith('fault-'))
    old.removeAttribute('data-faulty')
    old.removeAttribute('aria-invalid')
    old.closest('.field')?.classList.remove('invalid')
  }
  for (const link of list.querySelectorAll<HTMLElement>('[data-field]')) {
    const name = CSS.escape(link.dataset['field'] ?? '')
    const input = scope.querySelector(`[name="${name}"]`)
    if (!input) continue
    link.id = `fault-${link.dataset['field']}`
    input.setAttribute('aria-invalid', 'true')
    describe(input, () => true, link.id)
    input.setAttribute('data-faulty', '')
    input.closest('.field')?.classList.add('invalid')
  }
  list.querySelector<HTMLElement>('a')?.focus()
}

export function enableFormFaults(): void {
  document.addEventListener('htmx:after:swap', () => {
    const list = document.querySelector<HTMLElement>('[data-fault]:not([data-marked])')
    if (!list) return
    list.dataset['marked'] = ''
    mark(list)
  })
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('[data-field]')
    const name = link?.dataset['field']
    const input = name && document.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`)
    if (!input) return
    event.preventDefault()
    input.focus()
  })
}

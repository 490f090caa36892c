const DRAFT = 'draft:/runs/new'

function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>('form[data-launch]')
}

function valueOf(input: HTMLInputElement | HTMLSelectElement): string {
  if (input instanceof HTMLInputElement && input.type === 'checkbox') return String(input.checked)
  return input.value
}

function setValue(input: HTMLInputElement | HTMLSelectElement, value: string): void {
  if (input instanceof HTMLInputElement && input.type === 'checkbox')
    input.checked = value === 'true'
  else input.value = value
}

/** Gives a field its preset's value back. */
function resetField(field: HTMLElement): void {
  for (const input of field.querySelectorAll<HTMLInputElement>('input, select')) {
    const preset = input.dataset['preset']
    if (preset !== undefined) setValue(input, preset)
  }
  field.querySelector('input, select')?.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Marks a field that differs from its preset; the mark is a blue edge and a reset button. */
function markChanged(field: HTMLElement): void {
  const inputs = [...field.querySelectorAll<HTMLInputElement>('[data-preset]')]
  const changed = inputs.some((input) => valueOf(input) !== input.dataset['preset'])
  field.classList.toggle('changed', changed)
  const button = field.querySelector<HTMLElement>('[data-reset-field]')
  if (button) button.hidden = !changed
}

/** Whether the parameter at `path` now has, or (a list) contains, one of the wanted values. */
function holds(launch: HTMLFormElement, path: string, wanted: readonly string[]): boolean {
  const inputs = [...launch.querySelectorAll<HTMLInputElement>(`[data-path="${CSS.escape(path)}"]`)]
  return inputs.some((input) =>
    input.dataset['member'] === undefined
      ? wanted.includes(valueOf(input))
      : input.checked && wanted.includes(input.dataset['member'])
  )
}

/** Shows only the fields whose condition holds. */
function applyConditions(launch: HTMLFormElement): void {
  for (const field of launch.querySelectorAll<HTMLElement>('[data-only-path]')) {
    const { onlyPath = '', onlyValues = '' } = field.dataset
    field.hidden = !holds(launch, onlyPath, onlyValues.split('|'))
  }
}

function refresh(launch: HTMLFormElement): void {
  for (const field of launch.querySelectorAll<HTMLElement>('.field')) markChanged(field)
  applyConditions(launch)
}

function keepDraft(launch: HTMLFormElement): void {
  const entries = [...launch.querySelectorAll<HTMLInputElement>('[name]')]
    .filter((input) => input.type !== 'hidden' && input.type !== 'radio')
    .map((input) => [input.id, valueOf(input)])
  localStorage.setItem(DRAFT, JSON.stringify(Object.fromEntries(entries)))
}

function restoreDraft(launch: HTMLFormElement): void {
  const stored = localStorage.getItem(DRAFT)
  if (!stored || launch.dataset['launch'] !== 'blank') return
  for (const [id, value] of Object.entries(JSON.parse(stored) as Record<string, string>)) {
    const input = document.getElementById(id)
    if (input instanceof HTMLInputElement || input instanceof HTMLSelectElement) {
      setValue(input, value)
    }
  }
  launch.dispatchEvent(new Event('change', { bubbles: true }))
}

interface Fault {
  readonly path: string
  readonly message: string
  readonly remedy: string
}

function fieldOf(launch: HTMLFormElement, path: string): HTMLElement | null {
  const input = launch.querySelector(`[data-path="${CSS.escape(path)}"]`)
  return (input ?? document.getElementById(path))?.closest<HTMLElement>('.field') ?? null
}

/** Writes what the server found wrong beside the fields. */
function showFaults(launch: HTMLFormElement): void {
  const list = launch.querySelector('[data-faults]')?.textContent
  if (!list) return
  for (const field of launch.querySelectorAll<HTMLElement>('.field')) {
    field.classList.remove('invalid')
    field.querySelector('[aria-invalid]')?.removeAttribute('aria-invalid')
    const error = field.querySelector('.error')
    if (error) error.textContent = ''
  }
  const faults = JSON.parse(list) as Fault[]
  announce(faults)
  for (const { path, message, remedy } of faults) {
    const field = fieldOf(launch, path)
    if (!field) continue
    field.closest('details')?.setAttribute('open', '')
    field.classList.add('invalid')
    field.querySelector('input:not([type=hidden]), select')?.setAttribute('aria-invalid', 'true')
    const error = field.querySelector('.error')
    if (error) error.textContent = `${message} ${remedy}`
  }
}

/** Says a change of the count of problems, never the figures. */
function announce(faults: readonly Fault[]): void {
  const news = document.getElementById('launch-news')
  const text = faults.length === 0 ? 'No problem.' : faults.map(({ message }) => message).join(' ')
  if (news && news.textContent !== text) news.textContent = text
}

/** Leads from a problem to its field; a launch with problems stays where it is. */
function guide(launch: HTMLFormElement, event: Event): void {
  const link = (event.target as Element).closest<HTMLElement>('[data-fault-path]')
  const field = link && fieldOf(launch, link.dataset['faultPath'] ?? '')
  if (!field) return
  event.preventDefault()
  field.querySelector<HTMLElement>('input:not([type=hidden]), select')?.focus()
}

/** Another preset fills the form anew, from the server. */
function choosePreset(event: Event): void {
  const link = (event.target as HTMLInputElement).dataset['presetLink']
  if (!link) return
  localStorage.removeItem(DRAFT)
  const dataset = document.querySelector<HTMLSelectElement>('#datasets')?.value
  const url = new URL(link, location.href)
  if (dataset) url.searchParams.set('dataset', dataset)
  location.href = url.href
}

function listen(launch: HTMLFormElement): void {
  for (const kind of ['input', 'change']) {
    launch.addEventListener(kind, () => {
      refresh(launch)
      keepDraft(launch)
    })
  }
  launch.addEventListener('change', choosePreset)
  launch.addEventListener('click', (event) => {
    guide(launch, event)
    const button = (event.target as Element).closest('[data-reset-field]')
    const field = button?.closest<HTMLElement>('.field')
    if (field) resetField(field)
  })
  // before htmx sends it
  launch.addEventListener(
    'submit',
    (event) => {
      const refused = launch.querySelector('[type=submit][aria-disabled="true"]')
      if (!refused) return localStorage.removeItem(DRAFT)
      event.preventDefault()
      event.stopImmediatePropagation()
      launch.querySelector<HTMLElement>('[data-fault-path]')?.click()
    },
    { capture: true }
  )
  document.addEventListener('htmx:after:swap', () => showFaults(launch))
}

/** The launch form's quick parts: marks, resets, conditions and the draft. The server judges. */
export function enableLaunchForm(): void {
  const launch = form()
  if (!launch) return
  listen(launch)
  restoreDraft(launch)
  refresh(launch)
  showFaults(launch)
}

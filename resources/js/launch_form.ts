import { enableSplitBar } from './split/bar.ts'
import { forgetDraft, keepDraft, restoreDraft, setValue, valueOf } from './drafts.ts'

const CONTROL = 'input:not([type=hidden]), select, textarea'

function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>('form[data-launch]')
}

/** Gives a field its preset's value back. */
function resetField(field: HTMLElement): void {
  for (const input of field.querySelectorAll<HTMLInputElement>(CONTROL)) {
    const preset = input.dataset['preset']
    if (preset !== undefined) setValue(input, preset)
  }
  field.querySelector(CONTROL)?.dispatchEvent(new Event('change', { bubbles: true }))
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
    for (const input of field.querySelectorAll('[aria-invalid]'))
      input.removeAttribute('aria-invalid')
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
    field.querySelector(CONTROL)?.setAttribute('aria-invalid', 'true')
    const error = field.querySelector('.error')
    // a field may have several faults
    if (error) error.textContent = `${error.textContent} ${message} ${remedy}`.trim()
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
  field.querySelector<HTMLElement>(CONTROL)?.focus()
}

/** Another preset fills the form anew, from the server. */
function choosePreset(launch: HTMLFormElement, event: Event): void {
  const link = (event.target as HTMLInputElement).dataset['presetLink']
  if (!link) return
  const dataset = document.querySelector<HTMLSelectElement>('#datasets')?.value
  const url = new URL(link, location.href)
  if (dataset) url.searchParams.set('dataset', dataset)
  forgetDraft(launch)
  forgetDraft(launch, url)
  location.href = url.href
}

function listen(launch: HTMLFormElement): void {
  for (const kind of ['input', 'change']) {
    launch.addEventListener(kind, () => {
      refresh(launch)
      keepDraft(launch)
    })
  }
  launch.addEventListener('change', (event) => choosePreset(launch, event))
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
      if (!refused) return
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
  enableSplitBar(launch)
  refresh(launch)
  showFaults(launch)
  void restoreDraft(launch).then((restored) => {
    if (restored) launch.dispatchEvent(new Event('change', { bubbles: true }))
  })
}

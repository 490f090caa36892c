import { htmx } from './htmx.ts'

/**
 * What is typed into a form stays in this browser until it is sent: values of its fields by id, and of
 * each part that the server renders (`data-draft-part`, an address) its named fields, which that
 * address turns into the part again.
 */
interface Draft {
  readonly at: number
  readonly values: Readonly<Record<string, string>>
  readonly parts: Readonly<Record<string, Readonly<Record<string, string>>>>
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const PREFIX = 'draft:'
const MOST_DRAFTS = 20

/** The text of a field; of a check box whether it is on. */
export function valueOf(field: Field): string {
  if (field instanceof HTMLInputElement && field.type === 'checkbox') return String(field.checked)
  return field.value
}

export function setValue(field: Field, value: string): void {
  if (field instanceof HTMLInputElement && field.type === 'checkbox') {
    field.checked = value === 'true'
  } else field.value = value
}

/** Each address has its own: a clone of run 12 is no blank form. */
function keyOf({ pathname, search }: { pathname: string; search: string }): string {
  return PREFIX + pathname + search
}

function isKept(field: Field): boolean {
  return !['hidden', 'radio', 'password', 'file'].includes(field.type) && field.id !== ''
}

function partsOf(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>('[data-draft-part]')]
}

export function keepDraft(form: HTMLFormElement): void {
  const parts = partsOf(form)
  const fields = [...form.querySelectorAll<Field>('input[name], select[name], textarea[name]')]
  const own = fields.filter((field) => isKept(field) && !parts.some((part) => part.contains(field)))
  const draft: Draft = {
    at: Date.now(),
    values: Object.fromEntries(own.map((field) => [field.id, valueOf(field)])),
    parts: Object.fromEntries(
      parts.map((part) => {
        const inside = fields.filter((field) => part.contains(field))
        const sent = inside.filter(
          (field) => field.type !== 'checkbox' || valueOf(field) === 'true'
        )
        return [part.id, Object.fromEntries(sent.map((field) => [field.name, field.value]))]
      })
    ),
  }
  localStorage.setItem(keyOf(location), JSON.stringify(draft))
  forgetOldest()
}

/** Forgets what was typed at an address of this server. */
export function forgetDraft(at: { pathname: string; search: string } = location): void {
  localStorage.removeItem(keyOf(at))
}

/** Fills a form as it was left here; false: there is no draft of it. */
export async function restoreDraft(form: HTMLFormElement): Promise<boolean> {
  const draft = draftIn(keyOf(location))
  if (draft === null) return false
  for (const [id, value] of Object.entries(draft.values)) {
    const field = form.querySelector<Field>(`#${CSS.escape(id)}`)
    if (field) setValue(field, value)
  }
  for (const part of partsOf(form)) {
    const values = draft.parts[part.id]
    const address = part.dataset['draftPart']
    if (!values || address === undefined) continue
    await htmx.ajax('POST', address, { source: part, target: part, swap: 'innerHTML', values })
  }
  tellOf(draft, form)
  return true
}

/** Says that the form is a draft, and offers it blank. */
function tellOf({ at }: Draft, form: HTMLFormElement): void {
  const note = form.querySelector<HTMLElement>('[data-draft-note]')
  if (!note) return
  note.hidden = false
  const time = note.querySelector('time')
  if (time) time.textContent = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  note.querySelector('button')?.addEventListener('click', () => {
    forgetDraft()
    location.reload()
  })
}

/** A draft that an earlier version wrote in another form is none. */
function draftIn(key: string): Draft | null {
  const text = localStorage.getItem(key)
  if (text === null) return null
  const read = JSON.parse(text) as Partial<Draft>
  const { at, values, parts } = read
  return typeof at === 'number' && values && parts ? { at, values, parts } : null
}

function forgetOldest(): void {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
  if (keys.length <= MOST_DRAFTS) return
  const byAge = keys.toSorted((a, b) => (draftIn(a)?.at ?? 0) - (draftIn(b)?.at ?? 0))
  for (const key of byAge.slice(0, keys.length - MOST_DRAFTS)) localStorage.removeItem(key)
}

import { htmx } from './htmx.ts'
import type { RequestEvent } from './request_region.ts'

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

function isTicked(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)
}

/** The text of a field; of a box whether it is on. */
export function valueOf(field: Field): string {
  return isTicked(field) ? String(field.checked) : field.value
}

export function setValue(field: Field, value: string): void {
  if (isTicked(field)) field.checked = value === 'true'
  else field.value = value
}

/**
 * Each person and address has its own: a clone of run 12 is no blank form, and who signs in next in this
 * browser reads nobody's draft. Of a named form the address is without its query.
 */
function keyOf(form: HTMLFormElement, { pathname, search }: Address = location): string {
  const { person = '' } = document.documentElement.dataset
  const name = form.dataset['draft']
  return `${PREFIX}${person}:${pathname}${name ? `#${name}` : search}`
}

interface Address {
  readonly pathname: string
  readonly search: string
}

/** A field by its id; a box without one by what it sends. */
function nameOf(field: Field): string {
  return field.id || `${field.name}=${field.value}`
}

/** Never what is secret, nor what a page makes for itself; a preset has an address of its own. */
function isKept(field: Field): boolean {
  if (['hidden', 'password', 'file'].includes(field.type)) return false
  if (field.id === '' && !isTicked(field)) return false
  return !('presetLink' in field.dataset)
}

function partsOf(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>('[data-draft-part]')]
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>('input[name], select[name], textarea[name]')]
}

export function keepDraft(form: HTMLFormElement): void {
  const parts = partsOf(form)
  const fields = fieldsOf(form)
  const own = fields.filter((field) => isKept(field) && !parts.some((part) => part.contains(field)))
  const draft: Draft = {
    at: Date.now(),
    values: Object.fromEntries(own.map((field) => [nameOf(field), valueOf(field)])),
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
  localStorage.setItem(keyOf(form), JSON.stringify(draft))
  forgetOldest()
}

/** Forgets what was typed into a form, here or at another address of its page. */
export function forgetDraft(form: HTMLFormElement, at: Address = location): void {
  localStorage.removeItem(keyOf(form, at))
}

/** Forgets what is stored by now: a refusal, a lost connection or an ended session loses nothing. */
export function forgetSentDrafts(): void {
  document.addEventListener('htmx:after:request', (event) => {
    const { ctx } = (event as RequestEvent).detail
    const form = ctx?.sourceElement
    if (!(form instanceof HTMLFormElement)) return
    if ((ctx?.response?.status ?? 500) < 400) forgetDraft(form)
  })
}

/** Fills a form as it was left here and gives the fields that this changed; null: there is no draft of it. */
export async function restoreDraft(form: HTMLFormElement): Promise<Field[] | null> {
  const draft = draftIn(keyOf(form))
  if (draft === null) return null
  const differing = fieldsOf(form).filter((field) => {
    const value = isKept(field) ? draft.values[nameOf(field)] : undefined
    return value !== undefined && value !== valueOf(field)
  })
  const parts = partsOf(form)
  if (differing.length === 0 && parts.length === 0) {
    forgetDraft(form)
    return null
  }
  for (const field of differing) setValue(field, draft.values[nameOf(field)]!)
  for (const part of parts) {
    const values = draft.parts[part.id]
    const address = part.dataset['draftPart']
    if (!values || address === undefined) continue
    await htmx.ajax('POST', address, { source: part, target: part, swap: 'innerHTML', values })
  }
  tellOf(draft, form)
  return differing
}

/** Says that the form is a draft, and offers it blank. */
function tellOf({ at }: Draft, form: HTMLFormElement): void {
  const note = form.querySelector<HTMLElement>('[data-draft-note]')
  if (!note) return
  note.hidden = false
  const time = note.querySelector('time')
  if (time) time.textContent = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  note.querySelector('button')?.addEventListener('click', () => {
    forgetDraft(form)
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

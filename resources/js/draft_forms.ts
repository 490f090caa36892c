import { forgetSentDrafts, keepDraft, restoreDraft } from './drafts.ts'

const FORMS = 'form[data-draft]'
const restored = new WeakSet<HTMLFormElement>()

/** Fills forms as they were left; what depends on a field follows it. */
async function restore(form: HTMLFormElement): Promise<void> {
  restored.add(form)
  for (const field of (await restoreDraft(form)) ?? []) {
    field.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

function restoreNew(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>(FORMS)) {
    if (!restored.has(form)) void restore(form)
  }
}

function keep({ target }: Event): void {
  const form = (target as Element).closest<HTMLFormElement>(FORMS)
  if (form) keepDraft(form)
}

/** Forms with `data-draft` keep what is typed until it is stored; a name tells those of one page apart. */
export function enableDraftForms(): void {
  for (const kind of ['input', 'change']) document.addEventListener(kind, keep)
  document.addEventListener('htmx:after:swap', restoreNew)
  restoreNew()
  forgetSentDrafts()
}

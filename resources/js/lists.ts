import { fetchDialog } from './dialogs.ts'

const LEAST_COMPARED = 2
const MOST_COMPARED = 6

function boxesOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[name=ids]')]
}

const kindOf = ({ value }: HTMLInputElement) => value.split('-')[0]

const TWO_KINDS = 'Choose rows of one kind: what is done is done to one kind at a time.'

/** Why what is chosen cannot be compared; empty when it can. */
function compareRefusal(chosen: readonly HTMLInputElement[]): string {
  if (chosen.length < LEAST_COMPARED) return `Compare takes ${LEAST_COMPARED} to ${MOST_COMPARED}.`
  const over = chosen.length - MOST_COMPARED
  return over > 0 ? `Compare takes at most ${MOST_COMPARED}: leave ${over} out.` : ''
}

/** The foot of a list tells how many rows are chosen and what can be done with them. */
function show(form: HTMLFormElement): void {
  const foot = form.querySelector<HTMLElement>('[data-chosen]')
  if (foot === null) return
  const boxes = boxesOf(form)
  for (const box of boxes) box.closest('tr')?.classList.toggle('selected', box.checked)
  const chosen = boxes.filter(({ checked }) => checked)
  const part = (name: string) => foot.querySelector<HTMLElement>(`[data-chosen-${name}]`)
  part('none')!.hidden = chosen.length > 0
  part('some')!.hidden = chosen.length === 0
  foot.classList.toggle('chosen', chosen.length > 0)
  if (chosen.length === 0) return
  part('count')!.textContent = `${chosen.length} chosen`
  const isMixed = new Set(chosen.map(kindOf)).size > 1
  const compare = part('compare') as HTMLButtonElement | null
  const refusal = compare === null ? '' : compareRefusal(chosen)
  for (const button of foot.querySelectorAll<HTMLButtonElement>('button[formaction]')) {
    button.disabled = isMixed || (button === compare && refusal !== '')
  }
  part('said')!.textContent = isMixed ? TWO_KINDS : refusal
}

function chooseAll(form: HTMLFormElement, checked: boolean): void {
  const boxes = boxesOf(form)
  // a list with groups has rows of two kinds, of which only one is acted upon at a time
  const kind = kindOf(boxes.find((box) => box.checked) ?? boxes[0]!)
  for (const box of boxes) {
    // what a folded group holds is not chosen unseen
    const isMeant = kindOf(box) === kind && !box.closest('[hidden]')
    box.checked = checked && isMeant
  }
  show(form)
}

/** The dialog of an act on what is chosen. */
function confirmAct(form: HTMLFormElement, button: HTMLButtonElement): void {
  const chosen = boxesOf(form).filter(({ checked }) => checked)
  const query = new URLSearchParams(chosen.map(({ value }) => ['ids', value]))
  fetchDialog(`${button.getAttribute('formaction')}?${query.toString()}`)
}

function showAll(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-list]')) show(form)
}

const listOf = (event: Event) =>
  (event.target as Element).closest<HTMLFormElement>('form[data-list]')

/** Choosing rows of a list, and the bar of what can be done with them. */
export function enableLists(): void {
  showAll()
  addEventListener('pageshow', showAll) // a browser that goes back keeps the ticks
  document.addEventListener('htmx:after:swap', showAll)
  document.addEventListener('change', (event) => {
    const form = listOf(event)
    if (form) show(form)
  })
  document.addEventListener('click', (event) => {
    const form = listOf(event)
    const button = (event.target as Element).closest('button')
    if (form === null || button === null) return
    if (button.matches('[data-chosen-all]')) chooseAll(form, true)
    if (button.matches('[data-chosen-clear]')) chooseAll(form, false)
    if (!button.matches('[data-chosen-act]')) return
    event.preventDefault()
    confirmAct(form, button)
  })
}

/** The Menu button of narrow screens. */
export function enableMenu(): void {
  const button = document.querySelector<HTMLElement>('.menu-button')
  const nav = document.querySelector<HTMLElement>('nav.nav')
  if (!button || !nav) return
  const show = (open: boolean) => {
    nav.classList.toggle('open', open)
    button.setAttribute('aria-expanded', String(open))
    // the search field would bring up the keyboard of a phone over the menu
    if (open) nav.querySelector<HTMLElement>('a.item')?.focus()
  }
  button.addEventListener('click', () => show(!nav.classList.contains('open')))
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !nav.classList.contains('open')) return
    show(false)
    button.focus()
  })
}

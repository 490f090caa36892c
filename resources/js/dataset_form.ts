const SAMPLES = ['AAPL', 'SP500']

/** Shows only the parts of the form that the chosen source needs. */
function show(form: HTMLFormElement): void {
  const source = new FormData(form).get('source')
  for (const part of form.querySelectorAll<HTMLElement>('[data-for-source]')) {
    part.hidden = part.dataset['forSource'] !== source
  }
  const symbol = form.querySelector<HTMLInputElement>('#symbol')
  if (source === 'sample' && symbol && !SAMPLES.includes(symbol.value)) symbol.value = 'AAPL'
  const from = form.querySelector<HTMLInputElement>('#from')
  if (source !== 'yahoo' && from?.value === from?.defaultValue && from) from.value = ''
}

/** The new-dataset form follows its source; forms with `data-submit-on-change` need no button. */
export function enableDatasetForm(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-source-form]')
  if (form) {
    show(form)
    form.addEventListener('change', (event) => {
      if ((event.target as HTMLInputElement).name === 'source') show(form)
    })
  }
  document.addEventListener('change', (event) => {
    const owner = (event.target as HTMLInputElement).form
    if (owner?.matches('[data-submit-on-change]')) owner.submit()
  })
}

const LEAST = 12

/** Strength in words: length first, then variety. */
function words(password: string): string {
  if (password.length === 0) return ''
  if (password.length < LEAST) return `Too short: ${LEAST - password.length} more characters needed`
  const distinct = new Set(password).size
  if (distinct < 6) return 'Weak: too few different characters'
  return password.length >= 20 || distinct >= 12 ? 'Strong' : 'Good enough'
}

export function enablePasswordStrength(): void {
  const output = document.querySelector<HTMLElement>('[data-strength]')
  const input = document.querySelector<HTMLInputElement>('input[autocomplete="new-password"]')
  input?.addEventListener('input', () => {
    if (output) output.textContent = words(input.value)
  })
}

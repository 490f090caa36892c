import { rememberChoice } from './cookies.ts'

type Theme = 'system' | 'light' | 'dark'

const systemDark = matchMedia('(prefers-color-scheme: dark)')
const listeners: (() => void)[] = []

export function onThemeChange(listener: () => void): void {
  listeners.push(listener)
}

function show(theme: Theme): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
  rememberChoice('theme', theme)
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name="theme"]')) {
    input.checked = input.value === theme
  }
  announce()
}

function announce(): void {
  requestAnimationFrame(() => {
    for (const listener of listeners) listener()
  })
}

function opposite(): Theme {
  const now = document.documentElement.dataset['theme'] ?? (systemDark.matches ? 'dark' : 'light')
  return now === 'dark' ? 'light' : 'dark'
}

/** The button of the top bar, and the choices of this browser on the account page. */
export function enableTheme(): void {
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest('[data-theme-toggle]')) show(opposite())
  })
  document.addEventListener('change', (event) => {
    const input = event.target as HTMLInputElement
    if (input.name === 'theme') show(input.value as Theme)
    if (input.name === 'keys') {
      rememberChoice('keys', input.value)
      document.documentElement.dataset['keys'] = input.value
    }
  })
  systemDark.addEventListener('change', announce)
}

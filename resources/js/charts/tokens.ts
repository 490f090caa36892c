let probe: HTMLElement | null = null

/** The computed colour of a token of tokens.css, in the theme that is on. */
export function token(name: string): string {
  if (!probe) {
    probe = document.createElement('span')
    probe.hidden = true
    document.body.append(probe)
  }
  probe.style.color = `var(--${name})`
  return getComputedStyle(probe).color
}

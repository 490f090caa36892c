const YEAR_SECONDS = 31_536_000

/** A choice of this browser that the server reads when it renders: theme, letter keys. */
export function rememberChoice(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}

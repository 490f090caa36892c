/** The log of a run: which levels it shows, and whether its newest line stays in view. */
export function enableRunLog(): void {
  const log = document.getElementById('run-log')
  const level = document.querySelector<HTMLSelectElement>('[data-log-level]')
  const follow = document.querySelector<HTMLInputElement>('[data-log-follow]')
  if (!log || !level || !follow) return
  const show = () => {
    log.dataset['least'] = level.value
  }
  level.addEventListener('change', show)
  show()
  // the newest line is the first
  new MutationObserver(() => {
    if (follow.checked) log.scrollTop = 0
  }).observe(log, { childList: true, subtree: true })
}

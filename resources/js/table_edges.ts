/** Fades the edge of the tables that have more to the right, on narrow screens. */
export function markScrollingTables(): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      target.toggleAttribute('data-scrolls', target.scrollWidth > target.clientWidth)
    }
  })
  for (const wrap of document.querySelectorAll('.table-wrap')) observer.observe(wrap)
}

import type { Figures } from '#services/bench/figure'

/** Figures by suite, each `name  median unit  (min to max)`, under the suite and what they are. */
export function figureLines(suites: Readonly<Record<string, Figures>>, what = ''): string[] {
  const measured = Object.entries(suites).filter(([, figures]) => Object.keys(figures).length > 0)
  return measured.flatMap(([suite, figures]) => [
    '',
    what === '' ? suite : `${suite}, ${what}`,
    ...Object.entries(figures).map(
      ([name, { median, min, max, unit }]) =>
        `  ${name.padEnd(44)} ${shown(median).padStart(12)} ${unit}  (${shown(min)} to ${shown(max)})`
    ),
  ])
}

/** Three digits that say something: 0.0123, 1.23, 123, 12,345. */
function shown(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 })
}

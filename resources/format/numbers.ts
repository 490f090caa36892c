/** A figure that may be undefined; shown as an en dash, never as 0. */
export type Figure = number | null | undefined

export const UNDEFINED = '–'
const MINUS = '−'
const SPACE = '\u00a0'

function isFigure(value: Figure): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function grouped(magnitude: number, digits: number): string {
  const [whole, fraction] = magnitude.toFixed(digits).split('.')
  const groups = (whole ?? '0').replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

/** 12,345.68 with a true minus. A value that rounds to 0 carries no sign. */
export function decimal(value: Figure, digits = 2): string {
  if (!isFigure(value)) return UNDEFINED
  const text = grouped(Math.abs(value), digits)
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text
}

/** As `decimal`, with a plus above 0. */
export function signed(value: Figure, digits = 2): string {
  const text = decimal(value, digits)
  return isFigure(value) && value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

export function whole(value: Figure): string {
  return decimal(value, 0)
}

/** 0.343 is 34.3 %. */
export function percent(value: Figure, digits = 1): string {
  return isFigure(value) ? `${decimal(value * 100, digits)}${SPACE}%` : UNDEFINED
}

export function signedPercent(value: Figure, digits = 1): string {
  return isFigure(value) ? `${signed(value * 100, digits)}${SPACE}%` : UNDEFINED
}

/** A share under a head that says per cent: +34.3 of 0.343. */
export function hundredfold(value: Figure, digits = 1): string {
  return isFigure(value) ? signed(value * 100, digits) : UNDEFINED
}

const SYMBOLS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' }

/** $2,373; −$4,946.44; 1,200 SEK. Without a currency the bare number. */
export function money(value: Figure, currency: string | null = 'USD', digits = 0): string {
  if (!isFigure(value)) return UNDEFINED
  const text = decimal(Math.abs(value), digits)
  const sign = value < 0 && /[1-9]/.test(text) ? MINUS : ''
  if (currency === null) return sign + text
  const symbol = SYMBOLS[currency]
  return symbol ? sign + symbol + text : `${sign}${text}${SPACE}${currency}`
}

/** 134 k, 12.6 M, 3.15 M: three significant digits. */
export function compact(value: Figure): string {
  if (!isFigure(value)) return UNDEFINED
  const magnitude = Math.abs(value)
  for (const [unit, suffix] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (magnitude >= unit) {
      const scaled = value / unit
      const digits = Math.abs(scaled) < 10 ? 2 : Math.abs(scaled) < 100 ? 1 : 0
      return `${decimal(scaled, digits)}${SPACE}${suffix}`
    }
  }
  return Number.isInteger(value) ? whole(value) : decimal(value, magnitude < 10 ? 2 : 0)
}

/** 512 B, 8.1 MB, 1.9 GB (decimal units). */
export function bytes(value: Figure): string {
  if (!isFigure(value)) return UNDEFINED
  for (const [unit, suffix] of [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ] as const) {
    if (value >= unit) return `${decimal(value / unit, value < 10 * unit ? 1 : 0)}${SPACE}${suffix}`
  }
  return `${whole(value)}${SPACE}B`
}

/** As many digits as the value needs, at most `digits` significant: 0.0001, 392.13, 0.00213. */
export function plain(value: Figure, digits = 6): string {
  if (!isFigure(value)) return UNDEFINED
  if (value === 0) return '0'
  const magnitude = Math.abs(value)
  const places = Math.min(12, Math.max(0, digits - 1 - Math.floor(Math.log10(magnitude))))
  const text = magnitude.toFixed(places)
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  const [wholePart = '0', fraction] = trimmed.split('.')
  const groups = wholePart.replace(/\B(?=(\d{3})+$)/g, ',')
  return (value < 0 ? MINUS : '') + (fraction === undefined ? groups : `${groups}.${fraction}`)
}

/** 1 bar, 2 bars, 0 bars. `plural` for words that do not take an s. */
export function counted(value: number, word: string, plural = `${word}s`): string {
  return `${whole(value)} ${Math.abs(value) === 1 ? word : plural}`
}

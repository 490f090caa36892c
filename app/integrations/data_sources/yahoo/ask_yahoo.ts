import {
  DataSourceBadAnswer,
  DataSourceEmpty,
  DataSourceInterrupted,
  DataSourceRateLimited,
  DataSourceUnavailable,
  DataSourceUnknownSymbol,
  DataSourceUnsupported,
} from '../../../core/market/data_source_errors.ts'
import { PassingFailure } from '../retry.ts'

const YAHOO = 'yahoo'
const MOST_ANSWER_BYTES = 64 * 2 ** 20

export interface Question {
  readonly url: string
  readonly init: RequestInit | undefined
  readonly symbol: string
  readonly timeoutSeconds: number
  readonly signal: AbortSignal | undefined
  /** Now, UTC epoch milliseconds: a Retry-After can be a date. */
  readonly now: number
}

/**
 * One request to Yahoo: gives a JSON answer with bars in it, or throws what the failure is. Here and
 * not in the library, which loses Retry-After, prints to the console and has no time-out.
 */
export async function askYahoo(question: Question): Promise<Response> {
  const { status, headers, text } = await answerTo(question)
  const chart = chartOf(text)
  if (status === 200 && chart !== null) {
    if (chart.error) throw refusal(question.symbol, chart.error)
    if (Array.isArray(chart.result) && chart.result[0]) {
      return new Response(text, { headers: { 'content-type': 'application/json' } })
    }
    throw new DataSourceBadAnswer(YAHOO, question.symbol, 'its result is empty')
  }
  if (chart?.error && status >= 400 && status < 500 && status !== 429) {
    throw refusal(question.symbol, chart.error)
  }
  throw failure(question, status, headers, text)
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

async function answerTo(question: Question): Promise<Answer> {
  const { url, init, symbol, timeoutSeconds, signal } = question
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000)
  const signals = signal === undefined ? [timeout] : [timeout, signal]
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual', // a redirect leads to a consent page, or to a host that nobody chose
      signal: AbortSignal.any(signals),
    })
    const text = await readText(response, symbol)
    return { status: response.status, headers: response.headers, text }
  } catch (cause) {
    if (cause instanceof DataSourceBadAnswer) throw cause
    if (signal?.aborted) throw new DataSourceInterrupted(YAHOO, symbol, cause)
    const reason = timeout.aborted ? `no answer within ${timeoutSeconds} s` : networkReason(cause)
    throw new PassingFailure(new DataSourceUnavailable(YAHOO, symbol, reason, cause))
  }
}

async function readText(response: Response, symbol: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MOST_ANSWER_BYTES) {
      throw new DataSourceBadAnswer(YAHOO, symbol, `it is longer than ${MOST_ANSWER_BYTES} bytes`)
    }
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function networkReason(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  if (inner instanceof Error) return 'code' in inner ? String(inner.code) : inner.message
  return String(inner)
}

interface Chart {
  readonly result?: unknown
  readonly error?: { readonly code?: string; readonly description?: string } | null
}

/** The `chart` of an answer; null when the text is not JSON of that form. */
function chartOf(text: string): Chart | null {
  try {
    const answer = JSON.parse(text) as { chart?: Chart; finance?: Chart } | null
    return answer?.chart ?? answer?.finance ?? null
  } catch {
    // not JSON: the caller says what it is instead
    return null
  }
}

/** Yahoo's own no, in its words. */
function refusal(symbol: string, error: NonNullable<Chart['error']>): Error {
  const words = error.description ?? error.code ?? 'no reason given'
  const cause = new Error(`${error.code}: ${error.description}`)
  if (/not found|no data found|delisted/i.test(`${error.code} ${words}`)) {
    const remedy = `Spell it as finance.yahoo.com does, for example SPY or BTC-USD. Yahoo says: ${words}`
    return new DataSourceUnknownSymbol(YAHOO, symbol, remedy, cause)
  }
  if (/data doesn.t exist/i.test(words)) {
    return new DataSourceEmpty(YAHOO, symbol, 'in the asked range', 'Change the range.', cause)
  }
  return new DataSourceUnsupported(
    `Yahoo refused the request for ${symbol}: ${words}`,
    'Change the range or the interval.',
    { cause }
  )
}

function failure(question: Question, status: number, headers: Headers, text: string): Error {
  const { symbol, now } = question
  const wait = retryAfterSeconds(headers.get('retry-after'), now)
  const cause = new Error(`HTTP ${status}: ${text.slice(0, 200)}`)
  if (status === 429) {
    return new PassingFailure(new DataSourceRateLimited(YAHOO, symbol, wait, cause), wait)
  }
  if (status >= 500) {
    const reason = `it answered with status ${status}`
    return new PassingFailure(new DataSourceUnavailable(YAHOO, symbol, reason, cause), wait)
  }
  if (status === 200) {
    const kind = headers.get('content-type')?.split(';')[0] ?? 'no content type'
    const reason = `${kind} of ${text.length} characters that is no complete JSON with a chart`
    return new PassingFailure(new DataSourceBadAnswer(YAHOO, symbol, reason, cause))
  }
  if (status >= 300 && status < 400) {
    const reason = `a redirect to ${headers.get('location') ?? 'nowhere'}`
    return new DataSourceBadAnswer(YAHOO, symbol, reason, cause)
  }
  return new DataSourceUnavailable(YAHOO, symbol, `it answered with status ${status}`, cause)
}

/** Seconds to wait by a Retry-After header, which is a number of seconds or an HTTP date. */
export function retryAfterSeconds(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d+$/.test(header.trim())) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000))
}

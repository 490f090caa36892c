interface Call {
  readonly method: string
  readonly url: string
  /** JSON; null: none. */
  readonly body: string | null
}

/** An answer longer than this is shown only so far: a browser is no place for a whole table. */
const MOST_SHOWN = 100_000

/** The call that a form of the documentation stands for. */
function callOf(form: HTMLFormElement): Call {
  let path = form.dataset['url'] ?? ''
  const query = new URLSearchParams()
  for (const input of form.querySelectorAll<HTMLInputElement>('input[name]')) {
    const place = `{${input.name}}`
    const value = input.value.trim()
    if (path.includes(place)) path = path.replace(place, encodeURIComponent(value || '1'))
    else if (value !== '') query.set(input.name, value)
  }
  const body = form.querySelector<HTMLTextAreaElement>('[data-api-body]')?.value ?? null
  const url = query.size > 0 ? `${path}?${query.toString()}` : path
  return { method: form.dataset['method'] ?? 'GET', url, body }
}

function curlOf({ method, url, body }: Call): string {
  const verb = method === 'GET' ? '' : ` -X ${method}`
  const quoted = body?.replaceAll("'", String.raw`'\''`)
  const data =
    quoted === undefined ? '' : ` \\\n  -H 'Content-Type: application/json' -d '${quoted}'`
  return `curl${verb} -H "Authorization: Bearer $TOKEN"${data} \\\n  '${url}'`
}

function typescriptOf({ method, url, body }: Call): string {
  const headers = ['Authorization: `Bearer ${process.env.TOKEN}`']
  if (body !== null) headers.push("'Content-Type': 'application/json'")
  const lines = [`  method: '${method}',`, `  headers: { ${headers.join(', ')} },`]
  if (body !== null) lines.push(`  body: JSON.stringify(${body}),`)
  const call = `const response = await fetch(${JSON.stringify(url)}, {\n${lines.join('\n')}\n})`
  return `${call}\nif (!response.ok) throw new Error((await response.json()).title)`
}

function part(form: HTMLFormElement, name: string): HTMLElement {
  return form.querySelector<HTMLElement>(`[data-api-${name}]`)!
}

function showCode(form: HTMLFormElement): void {
  const call = callOf(form)
  part(form, 'curl').textContent = curlOf(call)
  part(form, 'typescript').textContent = typescriptOf(call)
}

/** With the person's token where one is given, else with the session. */
function requestOf({ method, body }: Call): RequestInit {
  const token = document.querySelector<HTMLInputElement>('#api-token')?.value.trim() ?? ''
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? ''
  const headers: Record<string, string> =
    token === '' ? { 'x-csrf-token': csrf } : { authorization: `Bearer ${token}` }
  if (body !== null) headers['content-type'] = 'application/json'
  return { method, headers, body, credentials: token === '' ? 'same-origin' : 'omit' }
}

async function send(form: HTMLFormElement): Promise<void> {
  const [status, answer] = [part(form, 'status'), part(form, 'answer')]
  status.textContent = 'Sent …'
  answer.hidden = true
  const call = callOf(form)
  // the page may be had under another name than the server's own
  const { pathname, search } = new URL(call.url)
  try {
    const response = await fetch(`${pathname}${search}`, requestOf(call))
    const text = await response.text()
    status.textContent = `${response.status} ${response.headers.get('content-type') ?? ''}`
    answer.textContent = readable(text, response.headers.get('content-type') ?? '')
    answer.hidden = text === ''
  } catch (error) {
    status.textContent = `The server did not answer: ${(error as Error).message}`
  }
}

function readable(text: string, type: string): string {
  const shown = type.includes('json') ? JSON.stringify(JSON.parse(text), null, 2) : text
  return shown.length <= MOST_SHOWN ? shown : `${shown.slice(0, MOST_SHOWN)}\n… and more`
}

/** The forms of `/docs`: each shows its call as code, and makes it. */
export function enableApiDocs(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-api-form]')) {
    showCode(form)
    form.addEventListener('input', () => showCode(form))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void send(form)
    })
  }
}

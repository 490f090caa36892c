import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import type { Group } from '@japa/runner/core'
import User from '#models/user'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

/** A row of the form's editor as a browser sends it. */
export function row(path: string, cells: Record<string, string>): Record<string, string> {
  const [group, key] = path.split('.')
  const sent = { by: 'range', ...cells }
  return Object.fromEntries(
    Object.entries(sent).map(([cell, text]) => [`rows[${group}][${key}][${cell}]`, text])
  )
}

export const RATE = row('agent.learningRate', { low: '0.0001', high: '0.01', scale: 'log' })

/** What the check found, by field. */
export function faultsIn(response: ApiResponse): { path: string; message: string }[] {
  const [, json = '[]'] = /data-faults>(.*?)<\/script>/.exec(response.text()) ?? []
  return JSON.parse(json) as { path: string; message: string }[]
}

/** Sends a form of studies as htmx does, on rows of the search space unless it says otherwise. */
type Send = (
  client: ApiClient,
  path: string,
  fields: Record<string, string>
) => ReturnType<ApiClient['post']>

interface FormTests {
  /** Of the test that runs. */
  readonly planted: PlantedRun
  readonly user: User
  readonly send: Send
}

/** Plants a run and a researcher before each test of a group. */
export function formTests(group: Group): FormTests {
  let planted: PlantedRun
  let user: User
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    planted = await plantRun()
    const password = 'correct horse battery'
    user = await User.create({ email: 'rex@example.com', password, role: 'researcher' })
  })
  return {
    get planted() {
      return planted
    },
    get user() {
      return user
    },
    send: (client, path, fields) =>
      client
        .post(path)
        .loginAs(user)
        .withCsrfToken()
        .header('hx-request', 'true')
        .form({ 'datasets[]': String(planted.datasetId), view: 'rows', ...fields }),
  }
}

/** What a browser would send of a form's page. */
export function fieldsOf(html: string): Record<string, string> {
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
  const fields: Record<string, string> = {}
  const attribute = (tag: string, name: string) =>
    plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    const isOff = tag.includes('type="checkbox"') && !/\schecked/.test(tag)
    if (name !== '' && !isOff) fields[name] = attribute(tag, 'value')
  }
  for (const [, tag, inner] of html.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option[^>]*\sselected[^>]*>/.exec(inner) ?? /<option[^>]*>/.exec(inner)
    const name = attribute(tag, 'name')
    if (name !== '' && chosen) fields[name] = attribute(chosen[0], 'value')
  }
  for (const [, tag, inner] of html.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    fields[attribute(tag, 'name')] = plain(inner)
  }
  delete fields['_csrf']
  delete fields['q']
  return fields
}

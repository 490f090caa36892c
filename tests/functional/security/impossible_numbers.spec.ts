import { HttpRequest } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantChangingWorld, type ChangingWorld } from './changing_world.js'

/** None is an id of anything; the database has columns for some of them only. */
const NUMBERS = ['0', '1.5', '99999999999', '9'.repeat(21)]

interface Page {
  readonly method: 'GET' | 'POST'
  readonly pattern: string
}

/** Every route of a page, from the generated list. */
function pages(): Page[] {
  router.commit()
  return Object.values(router.toJSON()).flatMap((routes) =>
    routes
      .filter(({ pattern }) => !pattern.startsWith('/api'))
      .flatMap(({ methods, pattern }) =>
        methods
          .filter((method) => method === 'GET' || method === 'POST')
          .map((method) => ({ method, pattern }))
      )
  )
}

/** A page of something that is there. */
function existing(pattern: string, world: ChangingWorld): string {
  const [, kind = ''] = pattern.split('/')
  const ids: Readonly<Record<string, number>> = {
    ...{ datasets: world.datasetId, runs: world.runId, experiments: world.experimentId },
    ...{ episodes: world.trainingEpisodeId, studies: world.studyId },
    ...{ evaluations: world.evaluationId, workers: world.workerId },
  }
  return pattern
    .replace('/models/:name/:version', '/models/aapl-trend/1')
    .replace(':name', 'aapl-trend')
    .replace(':experiment_id', String(world.candidateId))
    .replace(':trial', '0')
    .replace(':id', String(ids[kind] ?? 1))
    .replace(/:\w+/g, 'x')
}

/** Notes which parameters of addresses are read, until it is told to stop. */
function watchQueries(): { readonly read: Set<string>; stop: () => void } {
  const read = new Set<string>()
  const usual = HttpRequest.prototype.qs
  HttpRequest.prototype.qs = function (this: HttpRequest) {
    return new Proxy(usual.call(this), {
      get(query: Record<string, unknown>, name) {
        if (typeof name === 'string' && !(name in Object.prototype)) read.add(name)
        return query[name as string]
      },
    })
  }
  return { read, stop: () => void (HttpRequest.prototype.qs = usual) }
}

test.group('Numbers that nothing has', (group) => {
  let world: ChangingWorld

  group.setup(async () => {
    const planted = await plantChangingWorld()
    world = { ...planted, ...(await plantEvaluation({ ...planted, shape: { seeds: 1 } })) }
  })
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  const ask = async (client: ApiClient, { method, pattern: path }: Page) => {
    const request = client.request(path, method).redirects(0).loginAs(world.admin)
    if (method === 'POST') void request.withCsrfToken().form({})
    const response = await request
    return `${response.status()} ${method} ${path}`
  }

  test('no page answers an id of nothing with a failure of its own', async ({ client, assert }) => {
    const answers: string[] = []
    for (const page of pages().filter(({ pattern }) => pattern.includes(':'))) {
      for (const number of NUMBERS) {
        const path = page.pattern.replace(/:\w+/g, encodeURIComponent(number))
        answers.push(await ask(client, { ...page, pattern: path }))
      }
      // the last of several alone
      if (!/:.*:\w+$/.test(page.pattern)) continue
      for (const number of NUMBERS) {
        const last = existing(page.pattern.replace(/:\w+$/, encodeURIComponent(number)), world)
        answers.push(await ask(client, { ...page, pattern: last }))
      }
    }
    assert.deepEqual(
      answers.filter((answer) => answer.startsWith('5')),
      []
    )
  }).timeout(300_000)

  test('no page answers a number of its address with a failure of its own', async ({
    client,
    assert,
  }) => {
    const answers: string[] = []
    // a live stream would stay open
    const shown = pages().filter(
      ({ method, pattern }) => method === 'GET' && !/\/(live|events)$/.test(pattern)
    )
    for (const { method, pattern } of shown) {
      const path = existing(pattern, world)
      // some are read beside others only
      const started = `study=${world.studyId}&trial=0`
      const queries = watchQueries()
      for (const query of ['', started]) await ask(client, { method, pattern: `${path}?${query}` })
      queries.stop()
      for (const name of queries.read) {
        for (const number of NUMBERS) {
          const query = `${started.replace(new RegExp(`(^|&)${name}=[^&]*`), '')}&${name}=${number}`
          answers.push(await ask(client, { method, pattern: `${path}?${query}` }))
        }
      }
    }
    assert.deepEqual(
      answers.filter((answer) => answer.startsWith('5')),
      []
    )
  }).timeout(300_000)

  test('no form answers an id of nothing with a failure of its own', async ({ client, assert }) => {
    const forms = [
      ...['/runs', '/runs/new/check', '/runs/new/try', '/studies', '/studies/new/check'].map(
        (path) => [path, 'datasets[]', { preset: 'quick', seeds: '4' }] as const
      ),
      ['/evaluations', 'run', { range: 'validation' }],
      ['/evaluations', 'experiment', { range: 'validation' }],
      [`/studies/${world.studyId}/retrain`, 'trial', { seeds: '4' }],
    ] as const
    const statuses: [string, number][] = []
    for (const [path, name, form] of forms) {
      for (const number of NUMBERS) {
        const sent = client.post(path).form({ ...form, [name]: number })
        const response = await sent.loginAs(world.admin).withCsrfToken().redirects(0)
        statuses.push([`${path} ${name}=${number}`, response.status()])
      }
    }
    assert.deepEqual(
      statuses.filter(([, status]) => status >= 500),
      []
    )
  })
})

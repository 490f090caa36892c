import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { plantLooks, type PlantedLook } from '#tests/functional/tuning/planted_looks'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'
import { plantDrawnStudy } from './planted_records.js'
import { tokenOf } from './program.js'

type Row = Readonly<Record<string, unknown>>

test.group('A study over the API', (group) => {
  let datasetId: number
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    ;({ datasetId } = await plantRun({ episodes: 10 }))
    token = await tokenOf('viewer')
  })

  const get = async (client: ApiClient, study: number, path: string) => {
    const response = await client
      .get(`/api/v1/optimization/runs/${study}/${path}`)
      .bearerToken(token)
    response.assertStatus(200)
    return response.body() as Row & { data: Row[]; next: string | null }
  }

  test('the summary judges the winner against luck and the defaults', async ({
    client,
    assert,
  }) => {
    const studyId = await plantStudy(datasetId, { seeds: [1, 2] })
    const bare = await get(client, studyId, 'summary/')
    const { trial } = bare['best'] as { trial: number }
    assert.deepInclude(bare['winner'] as Row, { deflated_sharpe: null, returns: null })
    const looks = (sharpe: number): PlantedLook[] => [
      { episode: 3, datasetId, sharpe, equity: [101, 100, 102] },
    ]
    await plantLooks(studyId, trial, { 1: looks(1.3), 2: looks(1.2) })
    await plantLooks(studyId, 0, { 1: looks(0.3), 2: looks(0.2) })
    const { winner, trials } = await get(client, studyId, 'summary/')
    assert.equal(trials, 27)
    assert.deepInclude(winner as Row, { returns: 3, dataset: null })
    const { noise, deflated_sharpe: deflated } = winner as { noise: Row; deflated_sharpe: number }
    assert.deepInclude(noise, { verdict: 'better', by: 'seeds', resource: 3 })
    assert.isTrue(deflated > 0 && deflated < 1)
  })

  test('the history says from where on a trial was the best, page by page', async ({
    client,
    assert,
  }) => {
    const studyId = await plantStudy(datasetId)
    const { data, rung, resource, compared } = await get(client, studyId, 'history/?limit=1000')
    assert.isAbove(data.length, 2)
    // rungs at 1, 3 and 9 episodes
    assert.deepEqual([rung, resource, compared], [0, 1, 26])
    let best = -Infinity
    for (const row of data) {
      best = Math.max(best, Number(row['value']))
      assert.equal(row['best'], best)
    }
    const first = await get(client, studyId, 'history/?limit=2')
    assert.deepEqual(first.data, data.slice(0, 2))
    const after = first.next!.slice(first.next!.indexOf('history/'))
    assert.deepEqual((await get(client, studyId, after)).data, data.slice(2, 4))
    const top = await get(client, studyId, 'history/?sort=-value&limit=1')
    assert.equal(top.data[0]!['value'], best)
  })

  test('importance and correlations are those of the files of the page', async ({
    client,
    assert,
  }) => {
    const studyId = await plantStudy(datasetId)
    const importance = await get(client, studyId, 'importance/')
    assert.sameMembers(
      importance.data.map(({ path }) => path),
      ['agent.learningRate', 'agent.gamma', 'agent.nStep', 'agent.double']
    )
    const shares = importance.data.map(({ share }) => Number(share))
    assert.closeTo(
      shares.reduce((sum, share) => sum + share, 0),
      1,
      1e-9
    )
    const { data } = await get(client, studyId, 'correlation/')
    const own = data.filter(({ first, second }) => first === second)
    // three numbers and the objective, each with itself
    assert.deepEqual(
      own.map(({ first, rho }) => [first, rho]),
      ['agent.learningRate', 'agent.gamma', 'agent.nStep', 'objective'].map((name) => [name, 1])
    )
    const others = data.filter(({ first, second }) => first !== second)
    assert.lengthOf(others, 12)
    for (const { rho, rho_low: low, rho_high: high } of others as Record<string, number>[]) {
      assert.isTrue(low! < rho! && rho! < high!)
    }
    const narrow = await get(client, studyId, 'correlation/?min_rho=1')
    assert.lengthOf(narrow.data, 4)
    const gammas = await get(client, studyId, 'importance/?search=GAMMA')
    assert.deepEqual(
      gammas.data,
      importance.data.filter(({ path }) => path === 'agent.gamma')
    )
  })

  test('curves, timeline and front are there where there is something to draw', async ({
    client,
    assert,
  }) => {
    const studyId = await plantDrawnStudy(datasetId)
    const curves = await get(client, studyId, 'curves/?min_episode=3')
    const standard = curves.data.filter(({ trial }) => trial === 0)
    assert.deepEqual(
      standard.map(({ episode, value }) => [episode, value]),
      [[3, 0.7]]
    )
    assert.lengthOf(curves.data, 2)
    const timeline = await get(client, studyId, 'timeline/')
    assert.deepInclude(timeline.data[0], { worker: 'host:1', threads: 2, trial: 0 })
    const front = await get(client, studyId, 'front/?limit=1000')
    const furthest = front.data.filter(({ resource }) => resource === 9)
    assert.deepInclude(front, { front_resource: 9, front_compared: furthest.length })
    assert.isBelow(furthest.length, front.data.length)
    const onFront = front.data.filter((row) => row['on_front'] === true)
    assert.isAbove(onFront.length, 0)
    for (const one of onFront) {
      assert.equal(one['resource'], 9)
      const beaten = furthest.some(
        (other) =>
          Number(other['value']) > Number(one['value']) &&
          Number(other['value_2']) > Number(one['value_2'])
      )
      assert.isFalse(beaten)
    }
    const none = await get(client, await plantStudy(datasetId), 'front/')
    assert.deepEqual(none.data, [])
    assert.deepInclude(none, { front_resource: null, front_compared: 0 })
  })

  test('a trial under Hyperband says how many of the lowest rungs its ladder leaves out', async ({
    client,
    assert,
  }) => {
    // rungs at 1, 3 and 9: of a round 9 trials begin at the first, 5 at the second, 3 at the last
    const banded = await plantStudy(datasetId, { scheduler: 'hyperband' }, 17)
    const { data } = await get(client, banded, 'results/?sort=trial')
    const brackets = data.map((row: Record<string, unknown>) => row['bracket'])
    assert.deepEqual(brackets, [...Array<number>(9).fill(0), ...Array<number>(5).fill(1), 2, 2, 2])
    const last = data.at(-1) as Record<string, unknown>
    assert.deepEqual([last['rung'], last['resource']], [0, 9])
    await plantSegment(banded, 16)
    const timeline = await get(client, banded, 'timeline/')
    // its own rung 0 is the study's rung 2
    assert.deepInclude(timeline.data[0], { trial: 16, rung: 2 })
  })

  test('a trial says what it was worth at each of its rungs', async ({ client, assert }) => {
    const studyId = await plantStudy(datasetId)
    const { data } = await get(client, studyId, 'results/?limit=1000')
    for (const row of data) {
      const reports = row['reports'] as { rung: number; resource: number; value: number | null }[]
      assert.lengthOf(reports, Number(row['rung']) + 1)
      assert.deepEqual(reports.at(-1), {
        ...{ rung: row['rung'] as number, resource: row['resource'] as number },
        value: row['value'] as number | null,
      })
    }
    assert.isTrue(data.some(({ rung }) => rung === 2))
  })

  test('a study that there is not has no parts', async ({ client }) => {
    for (const part of ['summary', 'history', 'front']) {
      const path = `/api/v1/optimization/runs/424242/${part}/`
      const response = await client.get(path).bearerToken(token)
      response.assertStatus(404)
    }
  })
})

/** A stretch of training to the first rung of the trial's own ladder. */
async function plantSegment(studyId: number, trial: number): Promise<void> {
  await db.rawQuery(
    `insert into study_segments (study_trial_id, seed, attempt, rung, worker, threads, ended_at, outcome)
     select study_trial_id, 1, 1, 0, 'host:1', 1, now(), 'completed'
     from study_trials where study_id = ? and number = ?`,
    [studyId, trial]
  )
}

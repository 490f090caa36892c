import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import User from '#models/user'
import TrainingService from '#services/training_service'
import { executorHere } from './executor_here.js'
import { ACTOR, sampleDataset, SMALL } from './fixture.js'

test.group('Observation of a decision', (group) => {
  let episodeId: number
  let bar: number
  let viewer: User

  group.setup(async () => {
    const training = await app.container.make(TrainingService)
    const datasets = [await sampleDataset()]
    const set = {
      ...SMALL,
      'features.indicators': ['rsi', 'atr'],
      'environment.holdingPenalty': 0.001,
      'environment.fillDelay': 3,
      'environment.stopLoss': 0.5,
    }
    const { runIds } = await training.launch({ datasets, preset: 'quick', set, seeds: [3] }, ACTOR)
    const here = await executorHere()
    await here.executor.execute(runIds[0])
    await here.close()
    const run = await db.from('training_runs').where('run_id', runIds[0]).firstOrFail()
    episodeId = run.best_episode_id
    const episode = await db.from('episodes').where('episode_id', episodeId).firstOrFail()
    bar = episode.start_bar + 10
    const email = `observation-${episodeId}@example.com`
    viewer = await User.create({ email, password: 'correct horse battery', role: 'viewer' })
    return () => viewer.delete()
  })

  test('all bars of the window are shown, oldest first, and are in the CSV', async ({
    client,
    assert,
  }) => {
    const path = `/episodes/${episodeId}/observation`
    const page = await client.get(`${path}?bar=${bar}`).loginAs(viewer)
    const text = page.text()
    const heads = [...text.matchAll(/<th scope="col" class="num"[^>]*>([^<]+)<\/th>/g)]
    assert.deepEqual(
      heads.map(([, head]) => head),
      ['t−4', 't−3', 't−2', 't−1', 't']
    )
    // two features of five bars, five numbers of the agent's own
    assert.include(text, '15 numbers, as the network sees them')
    const file = await client.get(`${path}.csv?bar=${bar}`).loginAs(viewer)
    assert.match(file.header('content-disposition') ?? '', /observation-\d+\.csv/)
    const lines = file.text().trim().split(/\r?\n/)
    assert.lengthOf(lines, 1 + 15)
    assert.match(lines[0], /^name,bars_back,time,value,unit,scaled$/)
    // the own state is in its unit, beside what the network is given
    const [, held, seen] = /^bars held,0,[^,]*,(\d+),bars,([\d.]+)$/m.exec(file.text()) ?? []
    assert.closeTo(Number(seen), Number(held) / (Number(held) + 20), 1e-6)
    assert.match(file.text(), /^cash weight,0,[^,]*,[\d.e-]+,%,[\d.e-]+$/m)
    // what the decision's table shows of the newest bar is the last of its row
    const [, newest] = /^rsi_14,0,[^,]*,([\d.]+),/m.exec(file.text()) ?? []
    const decision = await client.get(`/episodes/${episodeId}?bar=${bar}`).loginAs(viewer)
    assert.include(decision.text(), `All 5 bars`)
    assert.include(decision.text(), String(Number(Number(newest).toPrecision(4))))
    assert.match(
      decision.text(),
      /bars held <small>[^<]*<\/small><\/th>\s*<td class="num">\d+ bars?</
    )
    assert.include(decision.text(), 'not standardised, of this bar alone')
  })

  test('a decision says why nothing filled, and what the stops stand at', async ({
    client,
    assert,
  }) => {
    const steps = await db.from('steps').where('episode_id', episodeId).orderBy('bar')
    const operations = await db.from('trading_operations').where('episode_id', episodeId)
    const told = async (decided: number) =>
      (await client.get(`/episodes/${episodeId}?bar=${decided}`).loginAs(viewer)).text()
    // of the last three decisions none can fill: three bars later is past the end
    for (const k of [steps.length - 3, steps.length - 2, steps.length - 1]) {
      const stays = steps[k].action_index === steps[k - 1].action_index
      const text = await told(steps[k].bar - 1)
      assert.equal(text.includes('The target stays, so there is no order.'), stays)
      assert.equal(
        text.includes('The episode ends before it would fill.'),
        !stays && k > steps.length - 3
      )
    }
    const [bought] = operations.filter(({ operation_type: side }) => side === 'buy')
    assert.equal(bought.bar, bought.decided_bar + 3)
    const text = await told(bought.bar)
    assert.include(text, 'an order at the open 3 bars after its decision')
    const [, level] = /<dt>Stop-loss in force<\/dt><dd>([\d.,]+)<\/dd>/.exec(text) ?? []
    assert.closeTo(Number(level), bought.price / 2, 0.0051)
    assert.include(await told(bought.decided_bar), 'No position is open at this close')
  })

  test('exposure is told by its sides, and drawdown with its longest', async ({
    client,
    assert,
  }) => {
    const page = (await client.get(`/episodes/${episodeId}?bar=${bar}`).loginAs(viewer)).text()
    const steps = await db.from('steps').where('episode_id', episodeId)
    const long = steps.filter(({ position }) => position === 'long').length / (steps.length + 1)
    // the levels are flat and long
    assert.include(page, `of bars: long ${Math.round(long * 100)}\u00a0%, short 0\u00a0%`)
    assert.match(page, /longest \d+ bars? · buy and hold/)
  })

  test('the accumulated reward is drawn by part where there is a penalty', async ({
    client,
    assert,
  }) => {
    const page = (await client.get(`/episodes/${episodeId}?bar=${bar}`).loginAs(viewer)).text()
    assert.include(page, 'Reward, accumulated by part')
    assert.include(page, 'Holding penalty')
    assert.notInclude(page, 'Turnover penalty')
  })

  test('the next episode of its kind keeps the bars that are shown', async ({ client, assert }) => {
    const { run_id: runId } = await db.from('episodes').where('episode_id', episodeId).firstOrFail()
    const [first, second] = await db
      .from('episodes')
      .where({ run_id: runId, kind: 'validation' })
      .orderBy('number')
    const path = `/episodes/${first.episode_id}?bar=${bar}&from=${bar - 5}&to=${bar + 5}`
    const page = (await client.get(path).loginAs(viewer)).text()
    const next = `/episodes/${second.episode_id}?from=${bar - 5}&amp;to=${bar + 5}&amp;bar=${bar}`
    assert.include(page, next)
  })
})

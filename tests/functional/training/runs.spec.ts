import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { ace } from '../system/processes.js'
import { sampleDataset, setArguments } from './fixture.js'

interface Report {
  run_id: number
  seed: number
  status: string
  weights_sha256: string
  episodes: number
  env_steps: number
  best_episode_id: number
}

async function train(args: string[], changes: Record<string, unknown> = {}) {
  const dataset = await sampleDataset()
  const preset = args.some((arg) => arg.startsWith('--preset')) ? [] : ['--preset=quick']
  const given = [`--dataset=${dataset}`, ...preset, ...setArguments(changes)]
  const ended = await ace(['train', ...given, ...args, '--json'])
  const answer = ended.stdout ? JSON.parse(ended.stdout) : null
  return { ...ended, answer, runs: (answer?.runs ?? []) as Report[] }
}

test.group('Training runs', (group) => {
  group.each.setup(async () => {
    // runs that other tests left in the queue are not this one's to train
    await db.from('training_runs').where('status', 'queued').update({ status: 'cancelled' })
  })

  test('train, from the command line, trains, validates, records and keeps the best', async ({
    assert,
  }) => {
    const { code, runs, stderr } = await train(['--seeds=1'])
    assert.equal(code, 0, stderr)
    const [run] = runs
    assert.containsSubset(run, { status: 'completed', episodes: 20, seed: 1 })
    assert.match(run.weights_sha256, /^[0-9a-f]{64}$/)
    const episodes = await db.from('episodes').where('run_id', run.run_id).orderBy('sequence')
    const ofKind = (kind: string) => episodes.filter((episode) => episode.kind === kind)
    assert.lengthOf(ofKind('training'), 20)
    assert.lengthOf(ofKind('validation'), 4)
    assert.deepEqual(
      episodes.map(({ sequence }) => sequence),
      Array.from({ length: 24 }, (_, k) => k + 1)
    )
    // every tenth training episode and every validation keeps its steps
    const recorded = ofKind('training').filter(({ steps_recorded: kept }) => kept)
    assert.deepEqual(
      recorded.map(({ number }) => number),
      [10, 20]
    )
    for (const { episode_id: id, total_steps: steps } of [...recorded, ...ofKind('validation')]) {
      const [{ n }] = await db.from('steps').where('episode_id', id).count('* as n')
      assert.equal(Number(n), steps)
    }
    const model = await db.from('models').where('run_id', run.run_id).firstOrFail()
    assert.equal(model.episode_id, run.best_episode_id)
  }).timeout(120_000)

  test('the profit of an episode’s trades and its open position is its pnl', async ({ assert }) => {
    const { runs } = await train(['--seed=3'], { 'training.recordEvery': 1 })
    const rows = (await db.rawQuery(
      `select e.pnl, sum(t.pnl) as trades from episodes e join trades t using (episode_id)
       where e.run_id = ? group by e.episode_id`,
      [runs[0].run_id]
    )) as { rows: { pnl: number; trades: number }[] }
    assert.isAbove(rows.rows.length, 10)
    for (const { pnl, trades } of rows.rows) assert.approximately(trades, pnl, 1e-6)
  }).timeout(120_000)

  test('the same seed gives the same weights with one thread and with two, recorded or not', async ({
    assert,
  }) => {
    const one = await train(['--seed=2'])
    const two = await train(['--seeds=2,9'], { 'training.recordEvery': 0 })
    assert.equal(two.runs[0].weights_sha256, one.runs[0].weights_sha256)
    assert.notEqual(two.runs[1].weights_sha256, one.runs[0].weights_sha256)
    const reproduced = await ace(['reproduce', String(one.runs[0].run_id), '--json'])
    assert.containsSubset(JSON.parse(reproduced.stdout), { identical: true })
    assert.equal(reproduced.code, 0)
  }).timeout(180_000)

  test('bad input exits with 2, says the bound, and stores nothing', async ({ assert }) => {
    const count = async () => Number((await db.from('experiments').count('* as n'))[0].n)
    const before = await count()
    const cases: [string[], RegExp][] = [
      [['--set=agent.gamma=2'], /agent.gamma is 2, but must be a number from 0 to 0.99999/],
      [['--episodes=0'], /training.episodes is 0/],
      [['--seeds=0'], /--seeds is "0", but must be/],
      [['--preset=huge'], /preset is "huge", but must be one of/],
      [['--engine=magic'], /training.engine is "magic"/],
      [['--set=agent.gamma'], /--set is "agent.gamma", but must be path=value/],
    ]
    for (const [args, message] of cases) {
      const { code, stderr, answer } = await train(args)
      assert.equal(code, 2)
      assert.match(stderr, message)
      assert.match(answer.error.message, message)
    }
    const window = { 'features.window': 250, 'data.trainShare': 0.1 }
    const { code, answer } = await train(['--seed=1'], window)
    assert.equal(code, 2)
    assert.match(answer.error.message, /The training range has \d+ bars, but needs at least 251/)
    assert.equal(await count(), before)
  }).timeout(120_000)

  test('deleting a run deletes all that hangs on it', async ({ assert }) => {
    const { runs } = await train(['--seed=4'])
    await db.from('training_runs').where('run_id', runs[0].run_id).delete()
    for (const table of ['episodes', 'models', 'checkpoints', 'run_events']) {
      assert.lengthOf(await db.from(table).where('run_id', runs[0].run_id), 0, table)
    }
  }).timeout(120_000)
})

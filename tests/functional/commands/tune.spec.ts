import { test } from '@japa/runner'
import { ace } from '#tests/functional/system/processes'
import { sampleDataset } from '#tests/functional/training/fixture'
import { here } from './here.js'
import { temporaryFolder } from './temporary_folder.js'

const SMALL = ['--dataset=AAPL', '--preset=quick', '--max-resource=4']

const RUNGS = ['--grace-period=1', '--reduction-factor=2', '--objective=total_return']

const REFUSED: readonly [what: string, args: readonly string[], says: RegExp][] = [
  ['no dataset', ['--trials=1'], /dataset is missing/],
  ['a space that is no file', [...SMALL, '--space=nowhere.json'], /nowhere\.json/],
  [
    'a space that is no JSON',
    [...SMALL, '--space={'],
    /--space is \{, which cannot be read as JSON/,
  ],
  ['an unknown sampler', [...SMALL, '--sampler=genetic'], /random, sobol, tpe/],
  ['a flag given twice', [...SMALL, '--trials=2', '--trials=3'], /--trials is given 2 times/],
  [
    'flags that a study does not go on with',
    ['--resume=1', '--trials=5', '--enqueue=[]', '--concurrency=2', '--set=agent.nStep=2'],
    /--concurrency, --enqueue, --set are given with --resume/,
  ],
  ['a study that there is not', ['--resume=999999', '--trials=5'], /no study 999999/],
]

test.group('tune', (group) => {
  group.setup(async () => void (await sampleDataset()))

  for (const [what, args, says] of REFUSED) {
    test(`${what} exits with 2 and says what is allowed`, async ({ assert }) => {
      const { code, stderr } = await here('tune', [...args, '--json'])
      assert.equal(code, 2, stderr)
      assert.match(stderr, says)
    })
  }

  test('searches a space from a file and gives best, rungs and what it cost', async ({
    assert,
    cleanup,
  }) => {
    const folder = await temporaryFolder()
    cleanup(() => folder.remove())
    const space = '{"agent.learningRate": {"low": 0.0001, "high": 0.01}, "agent.double": {}}'
    const file = await folder.write('space.json', space)
    const set = ['--set=training.episodeLength=60', '--set=agent.hiddenLayers=8']
    const { code, stdout, stderr } = await ace(
      ['tune', ...SMALL, ...RUNGS, `--space=${file}`, '--trials=4', ...set, '--json'],
      {}
    )
    assert.equal(code, 0, stderr)
    const answer = JSON.parse(stdout)
    assert.properties(answer, [
      'study_id',
      'trials',
      'best',
      'rungs',
      'resource_used',
      'resource_full',
    ])
    assert.equal(answer.trials, 4)
    assert.equal(answer.resource_full, 16)
    assert.isBelow(answer.resource_used, 16)
    assert.properties(answer.best, ['trial', 'value', 'parameters'])
    assert.deepEqual(
      answer.rungs.map(({ resource }: { resource: number }) => resource),
      [1, 2, 4]
    )
    assert.equal(answer.rungs[0].reported, 4)
  }).timeout(120_000)
})

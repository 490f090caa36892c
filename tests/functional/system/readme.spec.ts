import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { readFileSync } from 'node:fs'
import { ace } from './processes.js'

/** The commands of README's code blocks, without their comments. */
function readmeCommands(): string[] {
  const text = readFileSync(app.makePath('README.md'), 'utf8')
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block)
  return blocks
    .flatMap((block) => block.split('\n'))
    .map((line) => line.split('#')[0].trim())
    .filter((line) => line !== '')
}

/** Started and stopped by other tests, or as long as this run itself. */
const ELSEWHERE = /^(npm ci|npm start|npm run demo|node ace worker)/

/** Ids go on from test to test, so the first run and experiment may be gone. */
const FIRST_IS_NOT_THERE =
  /Run 1 is|There is no (run|experiment) 1|was trained with|No run of experiment 1/

test.group('README', () => {
  test('every command in it runs', async ({ assert }) => {
    const commands = readmeCommands()
    assert.includeMembers(commands, ['npm ci && npm run demo', 'npm ci && npm test', 'npm start'])
    for (const command of commands.filter((each) => !ELSEWHERE.test(each))) {
      assert.match(command, /^node ace /)
      const args = command.split(/\s+/).slice(2)
      const { code, stderr } = await ace(
        args[0] === 'train' ? [...args, '--episodes=5', '--json'] : [...args, '--json']
      )
      const namesFirst = ['reproduce', 'evaluate'].includes(args[0]) && code !== 0
      if (namesFirst) assert.match(stderr, FIRST_IS_NOT_THERE)
      else assert.equal(code, 0, `${command}: ${stderr}`)
    }
  }).timeout(240_000)

  test('the demo trains, evaluates out of sample and prints its table', async ({ assert }) => {
    const { code, stdout, stderr } = await ace(['demo', '--exit', '--seeds=1', '--json'])
    assert.equal(code, 0, stderr)
    const answer = JSON.parse(stdout)
    assert.containsSubset(answer.evaluation, { range: 'test' })
    const subjects = answer.evaluation.subjects.map(({ subject }: { subject: string }) => subject)
    assert.deepEqual(subjects, ['agent', 'median', 'buy_and_hold', 'sma_crossover', 'always_flat'])
    assert.properties(answer, ['dataset', 'experiment', 'runs', 'evaluation', 'seconds'])
  }).timeout(180_000)
})

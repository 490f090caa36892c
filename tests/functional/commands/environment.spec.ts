import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { ace, freePort } from '#tests/functional/system/processes'
import { inPairs } from './temporary_folder.js'

/** Every field that an answer can have; each answer has those of its request. */
interface Answered {
  readonly observation: readonly number[]
  readonly observation_space: { readonly shape: readonly [number] }
  readonly action_space: { readonly names: readonly string[] }
  readonly terminated: boolean
  readonly truncated: boolean
  readonly closed: boolean
  readonly error: { readonly code: string; readonly message: string }
}

/** A client in another process: one line out, one line back. */
class Client {
  readonly child: ChildProcessWithoutNullStreams
  readonly #answers: AsyncIterator<string>

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const options = { cwd: app.makePath(), env: { ...process.env, ...env } }
    this.child = spawn(process.execPath, ['ace.js', 'environment', ...args], options)
    this.#answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
  }

  async ask(request: unknown): Promise<Answered> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`)
    const { value } = await this.#answers.next()
    return JSON.parse(value as string) as Answered
  }

  /** The exit code. */
  async end(): Promise<number | null> {
    const [code] = (await once(this.child, 'close')) as [number | null]
    return code
  }
}

const SMALL = ['--set=features.window=1', '--set=training.episodeLength=3']

test.group('environment', () => {
  test('serves the sample without a database, episode by episode', async ({ assert }) => {
    const nowhere = `postgres://ann@127.0.0.1:${await freePort()}/trading`
    const client = new Client(SMALL, { DATABASE_URL: nowhere })
    const { observation_space: space, action_space: actions } = await client.ask({ spaces: true })
    assert.deepEqual(actions.names, ['flat', 'long'])
    const first = await client.ask({ reset: { seed: 7 } })
    assert.lengthOf(first.observation, space.shape[0])
    const steps: Answered[] = []
    for (let k = 0; k < 3; k++) steps.push(await client.ask({ step: 1 }))
    assert.deepEqual(
      steps.map(({ terminated, truncated }) => [terminated, truncated]),
      [
        [false, false],
        [false, false],
        [false, true],
      ]
    )
    assert.deepEqual(await client.ask({ reset: { seed: 7 } }), first)
    assert.deepEqual(await client.ask({ step: 1 }), steps[0])
    assert.deepEqual(await client.ask({ close: true }), { closed: true } as Answered)
    assert.equal(await client.end(), 0)
  }).timeout(60_000)

  test('a bad line is answered with a coded error and changes nothing', async ({ assert }) => {
    const client = new Client(SMALL)
    const early = await client.ask({ step: 0 })
    assert.match(early.error.code, /^E_/)
    await client.ask({ reset: { seed: 1 } })
    assert.equal((await client.ask({ step: 2 })).error.code, 'E_INVALID_ACTION')
    assert.equal((await client.ask({ fly: true })).error.code, 'E_REQUEST_NOT_UNDERSTOOD')
    assert.equal((await client.ask({ reset: { seed: -1 } })).error.code, 'E_REQUEST_NOT_UNDERSTOOD')
    assert.isFalse((await client.ask({ step: 1 })).truncated)
    client.child.stdin.end()
    assert.equal(await client.end(), 0)
  }).timeout(60_000)

  test('a stored dataset gives the same bars as the sample; --seed draws the start', async ({
    assert,
  }) => {
    await ace(['data:fetch', 'AAPL', '--source=sample'])
    const starts: unknown[] = []
    for (const args of [['--seed=3'], ['--seed=3', '--dataset=AAPL'], ['--seed=4']]) {
      const { stdout, code } = await ace(['environment', ...SMALL, ...args], {}, '{"reset":{}}\n')
      assert.equal(code, 0)
      starts.push(JSON.parse(stdout).info)
    }
    assert.deepEqual(starts[1], starts[0])
    assert.notDeepEqual(starts[2], starts[0])
  }).timeout(60_000)

  test('an interrupt ends it with 130', async ({ assert }) => {
    const client = new Client(SMALL)
    await client.ask({ spaces: true })
    client.child.kill('SIGINT')
    assert.equal(await client.end(), 130)
  }).timeout(60_000)

  test('bad arguments exit with 2 and one JSON object', async ({ assert }) => {
    const cases: [string, RegExp][] = [
      ['--seed=-1', /seed is "-1", but must be an integer from 0 to 4294967295/],
      ['--seed=abc', /seed is "abc", but must be an integer/],
      ['--dataset=NOPE', /There is no dataset "NOPE"/],
      [
        '--set=environment.fillDelay=0',
        /environment.fillDelay is 0, but must be an integer from 1/,
      ],
      ['--set=features.window=2000', /features.window|window/],
      ['--set=nonsense=1', /There is no parameter nonsense/],
    ]
    await inPairs(cases, async ([flag, message]) => {
      const { code, stdout } = await ace(['environment', flag])
      assert.equal(code, 2, flag)
      assert.match(JSON.parse(stdout).error.message, message)
    })
  }).timeout(120_000)
})

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { execFileSync, spawnSync } from 'node:child_process'

const OLDEST_MAJOR = 20
const NEEDED_MAJOR = 24

/** A Node of this machine that is older than the one that npm installed. */
function olderNode(): string | null {
  for (const path of ['/usr/bin/node', '/usr/local/bin/node', '/opt/node/bin/node']) {
    const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
    if (status !== 0) continue
    const major = Number.parseInt(stdout.slice(1), 10)
    if (major >= OLDEST_MAJOR && major < NEEDED_MAJOR) return path
  }
  return null
}

test.group('An older Node', () => {
  const node = olderNode()

  test('hands a command over to the Node that npm installed, with its exit code', ({ assert }) => {
    const options = { cwd: app.makePath(), encoding: 'utf8', env: process.env } as const
    assert.include(execFileSync(node!, ['ace', 'data:list', '--json'], options), '"datasets"')
    const { status, stderr } = spawnSync(node!, ['ace', 'data:show', '987'], options)
    assert.equal(status, 2)
    assert.include(stderr, 'There is no dataset "987"')
  })
    .skip(node === null, 'no Node from 20 to 23 is installed')
    .timeout(60_000)
})

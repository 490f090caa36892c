import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync, spawnSync } from 'node:child_process'
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript'

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

  test('does so in a production build as well, whose ace.js is generated', async ({
    assert,
    cleanup,
  }) => {
    const build = await mkdtemp(join(tmpdir(), 'rsc-build-'))
    cleanup(() => rm(build, { recursive: true }))
    await mkdir(join(build, 'bin'))
    const source = await readFile(app.makePath('bin/console.ts'), 'utf8')
    const { outputText } = transpileModule(source, {
      compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ESNext },
    })
    await writeFile(join(build, 'package.json'), '{"type":"module"}')
    await writeFile(join(build, 'ace.js'), `await import('./bin/console.js')`)
    await writeFile(join(build, 'bin/console.js'), outputText)
    await writeFile(join(build, 'bin/command_line.js'), 'console.log(process.version)')
    await copyFile(app.makePath('bin/own_node.js'), join(build, 'bin/own_node.js'))
    await symlink(app.makePath('node_modules'), join(build, 'node_modules'))
    const options = { cwd: build, encoding: 'utf8' } as const
    assert.match(execFileSync(node!, ['ace.js', 'worker'], options), /^v24\./)
  })
    .skip(node === null, 'no Node from 20 to 23 is installed')
    .timeout(60_000)
})

import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { cp, symlink } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'
import { newFolder } from '#tests/functional/postgres/places'
import { endOf, freePort, untilReady } from './processes.js'

/** What the checkout has beside its sources; `build` stands for the one at the top alone. */
const NOT_SOURCES = /^(node_modules|build|storage|tests|tmp|coverage|\.git|\.env.*)$/

/** A checkout in `folder`, which shares the installed packages of this one. */
async function checkout(folder: string): Promise<void> {
  const root = app.makePath()
  const filter = (path: string) => !NOT_SOURCES.test(relative(root, path))
  await cp(root, folder, { recursive: true, filter })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
}

/** Runs one of package.json's scripts as npm does, with nothing set but what `env` sets. */
function npm(script: string, folder: string, env: Readonly<Record<string, string>> = {}) {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const PATH = `${join(folder, 'node_modules', '.bin')}:${process.env.PATH}`
  const options = { cwd: folder, env: { PATH, HOME: homedir(), ...env }, stdio: 'pipe' } as const
  return spawn('sh', ['-c', scripts[script]], options)
}

async function get(port: number, path: string) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`)
  return { status: answer.status, body: await answer.text() }
}

test.group('Production build', (group) => {
  let folder: string
  group.setup(async () => {
    const undo: (() => void)[] = []
    folder = newFolder((done) => void undo.push(done))
    await checkout(folder)
    return () => undo.forEach((done) => done())
  })

  test('is made without tests', async ({ assert }) => {
    const { code, stdout, stderr } = await endOf(npm('build', folder))
    assert.equal(code, 0, `${stdout}${stderr}`)
    const files = readdirSync(join(folder, 'build'), { recursive: true, encoding: 'utf8' })
    assert.include(files, join('bin', 'server.js'))
    assert.isEmpty(files.filter((path) => /(^|\/)tests?(\/|\.js)|\.spec\./.test(path)))
  }).timeout(120_000)

  test('is what `npm start` serves, with the `.env` and the data of its checkout, until SIGTERM', async ({
    assert,
    cleanup,
  }) => {
    const port = await freePort()
    writeFileSync(join(folder, '.env'), `PORT=${port}\nLOG_LEVEL=warn\n`)
    const child = npm('start', folder)
    cleanup(() => void child.kill('SIGKILL'))
    const end = endOf(child)
    await untilReady(child, port)
    const { status, body } = await get(port, '/sign-in')
    assert.equal(status, 200)
    const assets = [...body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path)
    assert.isAtLeast(assets.length, 2)
    for (const path of assets) assert.equal((await get(port, path)).status, 200, path)
    assert.isTrue(existsSync(join(folder, 'storage', 'app_key')))
    // a stop that hangs is killed and has no exit code
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
    const { code, stdout } = await end
    clearTimeout(late)
    assert.equal(code, 0)
    assert.include(stdout, 'Serving the production build in build/.')
  }).timeout(120_000)

  test('is not served when a source is newer', async ({ assert }) => {
    const later = new Date(Date.now() + 60_000)
    utimesSync(join(folder, 'start', 'routes.ts'), later, later)
    // a server that cannot start has said by then what it would serve
    const { code, stdout } = await endOf(
      npm('start', folder, { DATABASE_URL: 'postgres://127.0.0.1:1/none' })
    )
    assert.equal(code, 1)
    assert.include(
      stdout,
      `${join('start', 'routes.ts')} is newer than build/: serving the sources`
    )
  }).timeout(60_000)
})

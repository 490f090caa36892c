import { join } from 'node:path'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#models/user'
import { newFolder, serverOf } from '#tests/functional/postgres/places'
import { freePort, ace } from './processes.js'

const NOWHERE = async () => `postgres://ann@127.0.0.1:${await freePort()}/trading`

test.group('Commands', (group) => {
  group.each.teardown(async () => {
    await db.from('users').where('email', 'ann@example.com').delete()
  })

  test('bad input exits with 2 and says what is allowed', async ({ assert }) => {
    const unknown = await ace(['nonsense'])
    assert.equal(unknown.code, 2)
    assert.include(unknown.stderr, '`node ace list` has the commands')
    const flag = await ace(['doctor', '--bogus', '--json'])
    assert.equal(flag.code, 2)
    assert.equal(JSON.parse(flag.stdout).error.code, 'E_UNKNOWN_FLAG')
    const role = await ace(['user:create', '--email=ann@example.com', '--role=king', '--json'])
    assert.equal(role.code, 2)
    assert.equal(JSON.parse(role.stdout).error.code, 'E_VALIDATION_ERROR')
  })

  test('a variable of the environment with a wrong value is named, and no PostgreSQL left behind', async ({
    assert,
    cleanup,
  }) => {
    const folder = newFolder(cleanup)
    const { code, stdout } = await ace(['data:list', '--json'], {
      ...{ DATA_DIR: folder, DATABASE_URL: undefined },
      WORK_QUEUES: 'perhaps',
    })
    assert.equal(code, 2)
    const { error } = JSON.parse(stdout)
    assert.equal(error.code, 'E_INVALID_ENV_VARIABLES')
    assert.match(error.remedy, /"WORK_QUEUES" env variable must be a boolean/)
    assert.isNull(serverOf(join(folder, 'postgres')))
  })

  test('a database that cannot be reached exits with 1, told as JSON where asked', async ({
    assert,
  }) => {
    const args = ['user:create', '--email=ann@example.com', '--role=viewer', '--json']
    const { code, stdout } = await ace(args, { DATABASE_URL: await NOWHERE() })
    assert.equal(code, 1)
    assert.equal(JSON.parse(stdout).error.code, 'E_DATABASE_UNREACHABLE')
  })

  test('the doctor finds a sound machine sound', async ({ assert }) => {
    const { code, stdout } = await ace(['doctor', '--json'])
    const { checks } = JSON.parse(stdout)
    const failed = checks.filter(({ status }: { status: string }) => status === 'failed')
    assert.deepEqual(failed, [])
    assert.equal(code, 0)
    const names = checks.map(({ check }: { check: string }) => check)
    assert.includeMembers(names, [
      'node',
      'cores',
      'free disk',
      'postgresql',
      'migrations',
      'clock',
    ])
  })

  test('the doctor finds an unreachable database and goes on', async ({ assert }) => {
    const { code, stdout } = await ace(['doctor', '--json'], { DATABASE_URL: await NOWHERE() })
    assert.equal(code, 1)
    const { checks } = JSON.parse(stdout)
    const { status, remedy } = checks.find(({ check }: { check: string }) => check === 'postgresql')
    assert.equal(status, 'failed')
    assert.include(remedy, 'DATABASE_URL')
  })

  test('a made account signs in with the printed password, and is in the audit log', async ({
    assert,
  }) => {
    const { code, stdout } = await ace([
      'user:create',
      '--email=Ann@Example.com',
      '--role=trader',
      '--json',
    ])
    assert.equal(code, 0)
    const { email, password, user_id: id } = JSON.parse(stdout)
    assert.equal(email, 'ann@example.com')
    const user = await User.verifyCredentials(email, password)
    assert.equal(user.role, 'trader')
    const [line] = await db.from('audit_events').where({ act: 'user.create', object_id: id })
    assert.equal(line.route, 'command')
  })

  test('a password from standard input is not printed, and a short one is refused', async ({
    assert,
  }) => {
    const args = ['user:create', '--email=ann@example.com', '--role=viewer', '--password-stdin']
    const short = await ace(args, {}, 'eleven char\n')
    assert.equal(short.code, 2)
    const { code, stdout } = await ace(args, {}, 'twelve chars\n')
    assert.equal(code, 0)
    assert.notInclude(stdout, 'twelve chars')
    assert.isNotNull(await User.verifyCredentials('ann@example.com', 'twelve chars'))
  })

  test('an email that has an account is left alone', async ({ assert }) => {
    await User.create({ email: 'ann@example.com', password: 'twelve chars', role: 'viewer' })
    const { code, stderr } = await ace(['user:create', '--email=ANN@example.com', '--role=admin'])
    assert.equal(code, 1)
    assert.include(stderr, 'ann@example.com has an account already')
    assert.equal((await User.findByOrFail('email', 'ann@example.com')).role, 'viewer')
  })
})

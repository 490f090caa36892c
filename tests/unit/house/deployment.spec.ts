import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** The lines of one service of compose.yaml. */
function serviceOf(compose: string, name: string): string {
  return new RegExp(`^  ${name}:\\n((?:    .*\\n|\\n)+)`, 'm').exec(compose)?.[1] ?? ''
}

test.group('Deployment', () => {
  test('in compose the server and the worker get every variable of .env', ({ assert }) => {
    const compose = file('compose.yaml')
    assert.include(serviceOf(compose, 'app'), 'env_file: &env_file\n      - path: .env\n')
    assert.include(serviceOf(compose, 'worker'), 'env_file: *env_file\n')
  })

  test('the variables that compose sets itself are those of its network', ({ assert }) => {
    const set = [...file('compose.yaml').matchAll(/^      ([A-Z_]+): (?!.*:-)/gm)].map(
      ([, name]) => name
    )
    const others = set.filter((name) => !name.startsWith('POSTGRES_'))
    assert.sameMembers(others, [
      ...['NODE_ENV', 'HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL', 'APP_KEY', 'WORK_QUEUES'],
    ])
  })
})

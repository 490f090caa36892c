import { test } from '@japa/runner'
import { ESLint } from 'eslint'

/** Lints a text as if it were the file, and gives the messages of the broken rules. */
async function lint(filePath: string, text: string): Promise<string[]> {
  const [result] = await new ESLint().lintText(text, { filePath })
  return result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)
}

test.group('Boundaries of the house', () => {
  test('the core imports no framework, no Node module and no clock', async ({ assert }) => {
    for (const module of ['@adonisjs/core', 'node:fs', 'pg']) {
      const text = `import thing from '${module}'\nexport default thing\n`
      assert.match((await lint('app/core/market/planted.ts', text)).join(), /The core is pure/)
    }
    const clocks = await lint('app/core/market/planted.ts', 'export const now = Date.now()\n')
    assert.match(clocks.join(), /no-restricted-globals/)
    const chance = await lint('app/core/market/planted.ts', 'export const x = Math.random()\n')
    assert.match(chance.join(), /no-restricted-properties/)
  }).timeout(30_000)

  test('an import that points up is refused', async ({ assert }) => {
    const upward = [
      ['app/core/market/planted.ts', '../agent/train_dqn.ts'],
      ['app/compute/planted.ts', '../services/training_service.ts'],
      ['app/models/planted.ts', '#services/training_service'],
      ['app/services/planted.ts', '#controllers/pages/runs_controller'],
      ['app/integrations/planted.ts', '#models/user'],
    ]
    for (const [file, module] of upward) {
      const text = `import thing from '${module}'\nexport default thing\n`
      assert.match((await lint(file, text)).join(), /must not import/, `${file} → ${module}`)
    }
  }).timeout(30_000)

  test('an import that points down is allowed', async ({ assert }) => {
    const downward = [
      ['app/services/planted.ts', '#models/user'],
      ['app/core/agent/planted.ts', '../market/series.ts'],
      ['app/controllers/planted.ts', '#services/training_service'],
      ['app/services/planted.ts', '#config/app'],
    ]
    for (const [file, module] of downward) {
      const text = `import thing from '${module}'\nexport default thing\n`
      assert.deepEqual(await lint(file, text), [], `${file} → ${module}`)
    }
  }).timeout(30_000)

  test('what a thread reaches uses relative imports', async ({ assert }) => {
    const text = "import { decode } from '#compute/codecs'\nexport default decode\n"
    assert.match((await lint('app/compute/planted.ts', text)).join(), /relative imports/)
  }).timeout(30_000)

  test('what a thread reaches names files with `.ts` and has only erasable types', async ({
    assert,
  }) => {
    const planted = 'app/core/market/planted.ts'
    const bare = await lint(planted, "import { x } from './series'\nexport default x\n")
    assert.match(bare.join(), /`.ts` at the end/)
    const notErasable = [
      'export enum Side { Buy, Sell }\n',
      'export class A {\n  constructor(private b: number) {}\n}\n',
      'export namespace N {\n  export const x = 1\n}\n',
    ]
    for (const text of notErasable) {
      assert.match((await lint(planted, text)).join(), /only erasable TypeScript/)
    }
  }).timeout(30_000)

  test('`any` is refused', async ({ assert }) => {
    const text = 'export const x: any = 1\n'
    assert.match((await lint('app/services/planted.ts', text)).join(), /no-explicit-any/)
  }).timeout(30_000)
})

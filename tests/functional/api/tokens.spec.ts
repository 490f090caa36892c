import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { OPERATIONS } from '#openapi/operations'
import { TOKEN_ABILITIES, type TokenAbility } from '#services/people/create_token'
import { tokenOf } from './program.js'

const ABILITIES = Object.keys(TOKEN_ABILITIES) as TokenAbility[]

test.group('Abilities of tokens', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  for (const ability of ABILITIES) {
    test(`a token for ${ability} opens what needs it and nothing else`, async ({
      client,
      assert,
    }) => {
      const token = await tokenOf('admin', [ability])
      for (const { id, method, path, needs } of OPERATIONS) {
        if (needs === 'nothing') continue
        const url = `/api/v1${path.replaceAll(/\{\w+\}/g, '999')}`
        const response = await client.request(url, method).bearerToken(token)
        const said = `${id} answered ${response.status()}: ${response.text()}`
        if (needs === ability) {
          assert.notInclude([401, 403, 500], response.status(), said)
        } else {
          assert.equal(response.status(), 403, said)
          assert.equal(response.body().code, 'E_ABILITY_NEEDED')
          assert.include(response.body().title, `the ability ${needs}; yours has ${ability}.`)
        }
      }
    })
  }

  test('a token gives no more than the role of its person', async ({ client, assert }) => {
    const token = await tokenOf('viewer')
    const response = await client.post('/api/v1/training/runs/').bearerToken(token).json({})
    assert.equal(response.status(), 403)
    assert.equal(response.body().code, 'E_ROLE_NEEDED')
  })
})

import { test } from '@japa/runner'
import { trustedProxies } from '#config/trusted_proxies'

const NAME = 'TRUSTED_PROXIES'

test.group('Trusted proxies', () => {
  test('unset or empty it is this machine alone', ({ assert }) => {
    for (const trust of [trustedProxies(NAME), trustedProxies(NAME, ' ')]) {
      const believed = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].map(trust)
      assert.deepEqual(believed, [true, true, true, true])
      assert.deepEqual(['10.0.0.1', '::2', ''].map(trust), [false, false, false])
    }
  })

  test('a network goes from its first to its last address, in both versions', ({ assert }) => {
    const trust = trustedProxies(NAME, '10.1.2.0/24,fd00:1::/32, 192.0.2.7')
    const inside = ['10.1.2.0', '10.1.2.255', '::ffff:10.1.2.9', 'fd00:1:ffff::1', '192.0.2.7']
    assert.deepEqual(inside.map(trust), [true, true, true, true, true])
    const outside = ['10.1.1.255', '10.1.3.0', 'fd00:2::', '192.0.2.8', '127.0.0.1']
    assert.deepEqual(outside.map(trust), [false, false, false, false, false])
  })

  test('what is no address is named', ({ assert }) => {
    for (const entry of ['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0', 'proxy', '']) {
      assert.throws(
        () => trustedProxies(NAME, `127.0.0.1, ${entry}`),
        `"TRUSTED_PROXIES" env variable has "${entry}", but must list addresses (10.0.0.7), networks (10.0.0.0/24) or loopback, with commas between`
      )
    }
  })
})

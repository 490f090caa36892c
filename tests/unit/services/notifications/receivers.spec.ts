import type { LookupAddress } from 'node:dns'
import { test } from '@japa/runner'
import { guardedLookup, postTo } from '#services/notifications/receivers'

const LETTER = { headers: {}, body: '{}', patienceMilliseconds: 1000 }

/** What a name is connected to when it resolves so. */
function lookedUp(addresses: readonly LookupAddress[]): Promise<string> {
  const lookup = guardedLookup((_host, _options, done) => done(null, [...addresses]))
  return new Promise((resolve, reject) =>
    lookup('hook.example', {}, (error, address) =>
      error === null ? resolve(String(address)) : reject(error)
    )
  )
}

test.group('Receivers of webhooks', () => {
  test('an address that gives credentials away is reached under none of its spellings', async ({
    assert,
  }) => {
    for (const host of [
      ...['169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376'],
      ...['[::ffff:169.254.169.254]', '[64:ff9b::169.254.169.254]', '[fe80::1]', '[fd00:ec2::254]'],
      ...['0.0.0.0', '[::]'],
    ]) {
      const url = new URL(`http://${host}/latest/meta-data`)
      await assert.rejects(() => postTo(url, LETTER), /which no webhook may reach/)
    }
  })

  test('a name is judged by the address that is connected to, whichever of them', async ({
    assert,
  }) => {
    const [good, bad] = [
      { address: '192.0.2.7', family: 4 },
      { address: '169.254.169.254', family: 4 },
    ]
    assert.equal(await lookedUp([good]), '192.0.2.7')
    await assert.rejects(() => lookedUp([bad]), /which no webhook may reach/)
    await assert.rejects(() => lookedUp([good, bad]), /which no webhook may reach/)
  })
})

import { test } from '@japa/runner'
import { browserName } from '../../../resources/format/browsers.js'

const MOZILLA = 'Mozilla/5.0'

test.group('Names of browsers', () => {
  test('a browser is its name, its major version and its system', ({ assert }) => {
    const said = [
      `${MOZILLA} (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36`,
      `${MOZILLA} (Windows NT 10.0; Win64; x64; rv:149.0) Gecko/20100101 Firefox/149.0`,
      `${MOZILLA} (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1`,
      `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36 Edg/147.0.0.0`,
    ].map(browserName)
    assert.deepEqual(said, [
      'Chrome 147 on Linux',
      'Firefox 149 on Windows',
      'Safari 18 on iOS',
      'Microsoft Edge 147 on macOS',
    ])
  })

  test('what is no browser is said in its own words, shortened, and nothing as unknown', ({
    assert,
  }) => {
    assert.equal(browserName('Test browser 1'), 'Test browser 1')
    assert.equal(browserName('x'.repeat(200)), 'x'.repeat(60))
    assert.deepEqual([browserName(''), browserName(null)], ['unknown', 'unknown'])
  })
})

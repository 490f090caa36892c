import { test } from '@japa/runner'
import { sortUrl, withQuery } from '../../../resources/format/urls.ts'

const url = { path: '/episodes', query: { kind: 'training', after: '1~2' } }

test.group('Addresses of lists', () => {
  test('a change keeps the rest and null takes one away', ({ assert }) => {
    assert.equal(withQuery(url, { after: null }), '/episodes?kind=training')
    assert.equal(withQuery(url, { kind: 'a&b' }), '/episodes?kind=a%26b&after=1%7E2')
  })

  test('a column sorts downward first, then turns, and begins at the first page', ({ assert }) => {
    const sort = { key: 'sharpe', descending: true }
    assert.equal(sortUrl(url, 'return', sort), '/episodes?kind=training&sort=-return')
    assert.equal(sortUrl(url, 'sharpe', sort), '/episodes?kind=training&sort=sharpe')
  })
})

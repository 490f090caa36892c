import { test } from '@japa/runner'
import { decimal } from '../../../resources/format/numbers.ts'
import { told } from '../../../resources/format/told.ts'

test.group('A figure that tells why it is undefined', () => {
  test('is the figure alone where it is defined', ({ assert }) => {
    assert.equal(told(decimal(-1.5), 'No trade has closed.'), '−1.50')
  })

  test('tells the reason on hover, on focus and when it is read, with its text escaped', ({
    assert,
  }) => {
    const { value } = told(decimal(null), 'No trade "closed".') as { value: string }
    assert.include(value, 'title="No trade &quot;closed&quot;."')
    assert.include(value, 'tabindex="0"')
    assert.include(value, '–<span class="sr"> No trade &quot;closed&quot;.</span>')
  })
})

import { test } from '@japa/runner'
import { csvOf } from '#transformers/csv'

const cellOf = (value: unknown) => csvOf([{ value }]).split('\n').slice(1).join('\n').trimEnd()

test.group('CSV', () => {
  test('a text that a spreadsheet would run gets an apostrophe before it', ({ assert }) => {
    for (const text of ['=1+2', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1']) {
      assert.equal(cellOf(text), `'${text}`)
    }
    assert.equal(cellOf('=HYPERLINK("x","y")'), `"'=HYPERLINK(""x"",""y"")"`)
    assert.equal(cellOf('\r=1'), `"'\r=1"`)
  })

  test('numbers stay numbers, negative ones too', ({ assert }) => {
    for (const value of [-1.5, '-1.5', '+2e-3', 0, -1e-7]) assert.equal(cellOf(value), `${value}`)
  })

  test('unknown values are empty, lists are spaced, objects are JSON', ({ assert }) => {
    assert.equal(
      csvOf([{ a: null, b: undefined, c: [1, 2], d: { e: 1 } }]),
      'a,b,c,d\n,,1 2,"{""e"":1}"\n'
    )
  })

  test('without a record the header stands alone', ({ assert }) => {
    assert.equal(csvOf([], ['a', 'b']), 'a,b\n')
  })
})

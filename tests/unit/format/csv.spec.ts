import { test } from '@japa/runner'
import { csvCell, csvLines } from '../../../resources/format/csv.ts'

test.group('CSV', () => {
  test('a text that a spreadsheet would run is made plain, a number keeps its sign', ({
    assert,
  }) => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx']) {
      assert.match(csvCell(text), /^"?'/)
    }
    assert.equal(csvCell('=HYPERLINK("http://x")'), `"'=HYPERLINK(""http://x"")"`)
    assert.deepEqual([csvCell(-1.5), csvCell(0), csvCell('a-b')], ['-1.5', '0', 'a-b'])
  })

  test('commas, quotes and line ends are quoted, undefined values are empty', ({ assert }) => {
    const lines = [
      ['a,b', 'say "x"', 'two\nlines'],
      [null, undefined, false],
    ]
    assert.equal(csvLines(lines), '"a,b","say ""x""","two\nlines"\n,,false\n')
  })
})

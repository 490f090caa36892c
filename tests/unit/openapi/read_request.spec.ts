import { test } from '@japa/runner'
import { RequestInvalid } from '#exceptions/request_invalid'
import { readBody, readTexts } from '#openapi/read_request'
import {
  boolean,
  choice,
  count,
  list,
  moment,
  number,
  nullable,
  optional,
  record,
  text,
  withDefault,
} from '#openapi/shape'

const QUERY = {
  limit: withDefault(count('', { min: 1, max: 500 }), 50),
  kind: optional(list(choice('', ['training', 'test']), { min: 1 })),
  min_pnl: optional(number('')),
  recorded: optional(boolean('')),
  since: optional(moment('')),
  search: optional(text('', { min: 1, max: 5 })),
}

function messageOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof RequestInvalid) return error.message
    throw error
  }
  return ''
}
const faultIn = (given: Record<string, unknown>) => messageOf(() => readTexts(QUERY, given))

test.group('Reading a query', () => {
  test('texts become values of their shapes, and defaults are filled in', ({ assert }) => {
    const given = { kind: 'training,test', min_pnl: '-1.5e3', recorded: 'false' }
    assert.deepEqual(readTexts(QUERY, given), {
      kind: ['training', 'test'],
      min_pnl: -1500,
      recorded: false,
      limit: 50,
    })
  })

  test('a name that there is not is refused, with those that there are', ({ assert }) => {
    const known = 'limit, kind, min_pnl, recorded, since, search'
    assert.equal(faultIn({ kid: 'x' }), `kid is not known; known are ${known}.`)
    assert.match(faultIn(Object.fromEntries([['__proto__', '1']])), /__proto__ is not known/)
  })

  test('a value of the wrong type or beyond its bounds is named with what is allowed', ({
    assert,
  }) => {
    const faults: [Record<string, string>, string][] = [
      [{ limit: '0' }, 'limit is 0, but must be an integer from 1 to 500.'],
      [{ limit: '1.5' }, 'limit is 1.5, but must be an integer from 1 to 500.'],
      [{ limit: 'ten' }, 'limit is "ten", but must be an integer from 1 to 500.'],
      [{ limit: '' }, 'limit is "", but must be an integer from 1 to 500.'],
      [{ kind: 'training,tests' }, 'kind.1 is "tests", but must be one of training, test.'],
      [{ min_pnl: '0x10' }, 'min_pnl is "0x10", but must be a number.'],
      [{ min_pnl: '1e999' }, 'min_pnl is "1e999", but must be a number.'],
      [{ recorded: 'yes' }, 'recorded is "yes", but must be true or false.'],
      [{ search: 'longer' }, 'search is "longer", but must have at most 5 characters.'],
    ]
    for (const [given, message] of faults) assert.equal(faultIn(given), message)
  })

  test('a value that is repeated or nested is refused', ({ assert }) => {
    assert.equal(faultIn({ limit: ['1', '2'] }), 'limit is given 2 times, but must be one value.')
    assert.equal(faultIn({ limit: { a: '1' } }), 'limit is {"a":"1"}, but must be one value.')
  })

  test('what no database text can hold is refused', ({ assert }) => {
    assert.match(faultIn({ search: 'a\0b' }), /must not have the character NUL/)
    assert.match(faultIn({ search: 'a\ud800' }), /must be well-formed Unicode/)
  })

  test('characters are counted as Unicode has them', ({ assert }) => {
    assert.equal(faultIn({ search: '😀😀😀😀😀' }), '')
    assert.match(faultIn({ search: '😀😀😀😀😀😀' }), /at most 5 characters/)
  })

  test('a day and a time are taken, one that there never was is not', ({ assert }) => {
    for (const since of ['2024-02-29', '2024-02-29T23:59:59.5+01:00', '2024-02-29T00:00:00Z']) {
      assert.equal(faultIn({ since }), '')
    }
    for (const since of ['2023-02-29', '2024-13-01', '0000-01-01', '2024-01-01T25:00:00Z', '1']) {
      assert.match(faultIn({ since }), /must be a day like .* or a time like/)
    }
  })
})

test.group('Reading a body', () => {
  const shape = record({
    symbol: text('', { min: 1 }),
    seeds: optional(list(count('', { max: 9 }), { max: 2 })),
    notes: optional(nullable(text(''))),
    repair: withDefault(boolean(''), false),
  })
  const fault = (given: unknown) => messageOf(() => readBody(shape, given))

  test('values keep their types, and defaults are filled in', ({ assert }) => {
    const read = readBody(shape, { symbol: 'AAPL', notes: null })
    assert.deepEqual(read, { symbol: 'AAPL', notes: null, repair: false })
  })

  test('a text is no number, and a number no text', ({ assert }) => {
    assert.equal(fault({ symbol: 5 }), 'symbol is 5, but must be a text.')
    assert.match(fault({ symbol: 'A', seeds: ['1'] }), /seeds\.0 is "1", but must be an integer/)
  })

  test('every fault is listed, not only the first', ({ assert }) => {
    const faults = fault({ seeds: [1, 2, 3], colour: 'red' })
    assert.match(faults, /symbol is needed/)
    assert.match(faults, /seeds is \[1,2,3\], but must have at most 2 of them/)
    assert.match(faults, /colour is not known; known are symbol, seeds, notes, repair/)
  })

  test('a body that is no object is refused', ({ assert }) => {
    assert.equal(fault([1]), 'The body is [1], but must be an object.')
  })
})

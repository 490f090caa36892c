import { test } from '@japa/runner'
import { DataSourceUnavailable } from '../../../app/core/market/data_source_errors.ts'
import {
  hasDecimalComma,
  readDecimal,
} from '../../../app/integrations/data_sources/csv/decimals.ts'
import { PassingFailure, retrying } from '../../../app/integrations/data_sources/retry.ts'
import { TimeZone } from '../../../app/integrations/data_sources/time_zone.ts'
import { systemClock } from '../../../app/integrations/system_clock.ts'
import { failureOf } from './failure_of.ts'
import { VirtualClock } from './virtual_clock.ts'

test.group('Decimal numbers', () => {
  const read = (text: string, comma = false) => {
    const bytes = new TextEncoder().encode(text)
    return readDecimal(bytes, 0, bytes.length, comma)
  }

  test('are the nearest float64, to the last bit, however many digits they have', ({ assert }) => {
    const texts = ['0', '1', '0.1', '209.850006', '14.550000190734863', '0.30000000000000004']
    texts.push('123456789012345', '9007199254740993', '1e-7', '-0.5', '+2', '.5', '5.', '00012.50')
    texts.push('0.000000000000000000000001234', '1.7976931348623157e308', '4.9e-324')
    for (let n = 1; n < 2000; n++) texts.push(String(Math.sqrt(n)), (n / 7).toFixed(n % 12))
    for (const text of texts) assert.isTrue(Object.is(read(text), Number(text)), text)
  })

  test('may have a decimal comma and thousands', ({ assert }) => {
    assert.equal(read('1.234.567,5', true), 1_234_567.5)
    assert.equal(read('1,234,567.5'), 1_234_567.5)
    assert.equal(read('0,5', true), 0.5)
    assert.isNaN(read('12,34.5'))
  })

  test('tell their sign by any cell that leaves no doubt', ({ assert }) => {
    assert.isTrue(hasDecimalComma(['1', '2,5'], ';'))
    assert.isFalse(hasDecimalComma(['1,234', '1,234.5'], ';'))
    assert.isTrue(hasDecimalComma(['1.234,5'], ','))
    assert.isTrue(hasDecimalComma(['1,234'], ';'))
    assert.isFalse(hasDecimalComma(['1,234'], ','))
    assert.isFalse(hasDecimalComma(['1,234,567'], ';'))
    assert.isFalse(hasDecimalComma(['1.5'], ';'))
  })
})

test.group('Time zones', () => {
  const HOUR = 3_600_000

  test('know summer time on both sides of the world', ({ assert }) => {
    const [newYork, sydney] = [new TimeZone('America/New_York'), new TimeZone('Australia/Sydney')]
    const [january, july] = [Date.UTC(2024, 0, 15), Date.UTC(2024, 6, 15)]
    assert.deepEqual([newYork.offsetAt(january), newYork.offsetAt(july)], [-5 * HOUR, -4 * HOUR])
    assert.deepEqual([sydney.offsetAt(january), sydney.offsetAt(july)], [11 * HOUR, 10 * HOUR])
    assert.equal(new TimeZone('UTC').offsetAt(july), 0)
  })

  test('read a wall clock on the day that it is moved', ({ assert }) => {
    const newYork = new TimeZone('America/New_York')
    const wall = (day: number, hour: number) => newYork.offsetOfWall(Date.UTC(2024, 2, day, hour))
    assert.equal(wall(10, 1), -5 * HOUR)
    assert.equal(wall(10, 3), -4 * HOUR)
    // 1:30 comes twice on 3 November: the first is meant
    assert.equal(newYork.offsetOfWall(Date.UTC(2024, 10, 3, 1, 30)), -4 * HOUR)
    assert.equal(newYork.offsetOfWall(Date.UTC(2024, 10, 3, 2, 30)), -5 * HOUR)
  })
})

test.group('Retrying', () => {
  const policy = { attempts: 6, firstWaitSeconds: 1, longestWaitSeconds: 5 }
  const failing = () => {
    throw new PassingFailure(new DataSourceUnavailable('test', 'X', 'down', null))
  }
  const context = (clock: VirtualClock, draw: number) => ({
    ...{ clock, random: { float: () => draw }, source: 'test', symbol: 'X' },
  })

  test('waits double up to the longest, half to whole of it by chance', async ({ assert }) => {
    for (const [draw, share] of [
      [0, 0.5],
      [0.999999, 1],
    ] as const) {
      const clock = new VirtualClock(0)
      await failureOf(retrying(async () => failing(), policy, context(clock, draw)))
      const expected = [1, 2, 4, 5, 5].map((seconds) => seconds * share * 1000)
      clock.sleeps.forEach((sleep, n) => assert.closeTo(sleep, expected[n], 0.01))
      assert.lengthOf(clock.sleeps, 5)
    }
  })

  test('a failure that cannot pass is thrown at once', async ({ assert }) => {
    const clock = new VirtualClock(0)
    const work = async () => {
      throw new TypeError('a fault of ours')
    }
    const error = await retrying(work, policy, context(clock, 0)).catch((e: unknown) => e)
    assert.instanceOf(error, TypeError)
    assert.deepEqual(clock.sleeps, [])
  })
})

test.group('System clock', () => {
  test('a sleep ends when its signal aborts', async ({ assert }) => {
    const before = systemClock.now()
    await assert.rejects(() => systemClock.sleep(60_000, AbortSignal.abort()))
    await systemClock.sleep(1)
    assert.isAtLeast(systemClock.now(), before)
  })
})

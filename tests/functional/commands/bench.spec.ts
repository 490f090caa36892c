import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { FALSE_CLAIMS } from '#services/bench/evaluation_suite'
import type { Figure } from '#services/bench/figure'
import { peersOf } from '#services/bench/peers'
import { SUITES, suiteNamed, type SuiteName, type SuiteNeeds } from '#services/bench/suites'
import { ace } from '#tests/functional/system/processes'
import { inPairs } from './temporary_folder.js'

/** Its names alone: nothing is measured here. */
function namesOf(suite: SuiteName, quick: boolean): string[] {
  const needs = { training: {}, tuning: {}, pages: {}, samplers: { python: null } } as SuiteNeeds
  return suiteNamed(suite, quick, needs).flatMap(({ names }) => [...names])
}

/** Speeds are not asserted: they say something of the machine, not of the code. */
test.group('bench', () => {
  test('every suite yields its figures and leaves nothing behind', async ({ assert }) => {
    const { code, stdout, stderr } = await ace(['bench', '--quick', '--repeats=1', '--json'])
    assert.equal(code, 0, stderr)
    const answer = JSON.parse(stdout)
    assert.sameMembers(Object.keys(answer), [...SUITES, 'machine'])
    for (const name of SUITES) {
      assert.deepEqual(Object.keys(answer[name]), namesOf(name, true))
      for (const [figure, value] of Object.entries<Figure>(answer[name])) {
        const mayBeZero = FALSE_CLAIMS.includes(figure) || name === 'samplers'
        if (mayBeZero) assert.isAtLeast(value.min, 0, figure)
        else assert.isAbove(value.min, 0, figure)
        assert.isAtLeast(value.median, value.min, figure)
        assert.isAtLeast(value.max, value.median, figure)
        assert.isTrue(['1/s', 's', 'ms', 'µs', '×', '%', 'MB', ''].includes(value.unit), figure)
      }
    }
    assert.properties(answer.machine, ['cpu', 'cores', 'memoryGiB', 'node', 'load', 'date'])
    assert.isEmpty(await db.from('datasets').where('symbol', 'BENCH'))
    assert.isEmpty(await db.from('experiments').where('name', 'bench'))
  }).timeout(600_000)

  test('every peer is held against a figure of its suite', ({ assert }) => {
    for (const suite of SUITES) {
      const ours = peersOf(suite, 'postgres://127.0.0.1/test').flatMap(({ comparisons }) =>
        comparisons.map((each) => each.ours)
      )
      // nobody else serves these pages; samplers are compared by what they find
      if (suite !== 'pages' && suite !== 'samplers') assert.isNotEmpty(ours, suite)
      assert.includeMembers(namesOf(suite, false), ours, suite)
    }
  })

  test('quick gives the same figures, each once', ({ assert }) => {
    for (const suite of SUITES) {
      const names = namesOf(suite, false)
      assert.deepEqual(namesOf(suite, true), names)
      assert.lengthOf(new Set(names), names.length)
    }
  })

  test('a person sees each figure with its unit and spread', async ({ assert }) => {
    const { stdout } = await ace(['bench', 'environment', '--quick', '--repeats=1'])
    assert.match(
      stdout,
      /^environment\n {2}steps_per_second +[\d,]+ 1\/s {2}\([\d,]+ to [\d,]+\)$/m
    )
    assert.match(stdout, /"cpu":/)
  }).timeout(60_000)

  test('bad arguments exit with 2, name the value and what is allowed', async ({ assert }) => {
    const cases: [string[], RegExp][] = [
      [['nope'], /suite is "nope", but must be one of learner, environment, features, evaluation/],
      [['--repeats=0'], /--repeats is "0", but must be an integer from 1 to 1000/],
      [['--repeats=abc'], /--repeats is "abc"/],
      [['--pairs=4'], /--pairs is "4", but must be an integer from 5 to 1000/],
      [['environment', '--quick', '--peers=/no/python'], /peers/],
    ]
    await inPairs(cases, async ([args, message]) => {
      const { code, stdout, stderr } = await ace(['bench', ...args, '--json'])
      assert.equal(code, 2, args.join(' '))
      assert.match(stderr, message)
      assert.property(JSON.parse(stdout), 'error')
    })
  }).timeout(60_000)
})

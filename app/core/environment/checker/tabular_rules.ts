import type { Environment, TabularEnvironment } from '../environment.ts'
import type { Checklist } from './checklist.ts'
import { actionAt, firstDifference, trajectory } from './trajectory.ts'

export function isTabular(environment: Environment): environment is TabularEnvironment {
  return 'tables' in environment && 'own' in environment && 'advance' in environment
}

/** What a replay memory relies on: an observation is a window of table rows and the own state. */
export function checkTables(environment: TabularEnvironment, list: Checklist, steps: number): void {
  const { tables, columns, window, own, observationSpace } = environment
  const size = window * columns + own.length
  list.expect(
    'every table has whole rows',
    tables.length >= 1 && tables.every(({ length }) => length > 0 && length % columns === 0),
    `rows of ${columns} columns`,
    tables.map((table) => table.length).join(', ')
  )
  list.expect(
    'an observation is window × columns and the own state',
    observationSpace.shape[0] === size,
    `${size} components`,
    `${observationSpace.shape[0]}`
  )
  checkWindows(environment, list, steps)
  checkAdvance(environment, list, steps)
  environment.reset(13)
  const state = environment.exportRandom()
  const once = trajectory(environment, null, steps)
  environment.importRandom(state)
  list.expectNone(
    'episodes go on from an exported random state',
    firstDifference(once, trajectory(environment, null, steps))
  )
}

/** Every observation is the rows up to `row`, oldest first, then `own`. */
function checkWindows(environment: TabularEnvironment, list: Checklist, steps: number): void {
  const { columns, window } = environment
  const rows = environment.tables.map((table) => table.length / columns)
  let fault = ''
  let [observation] = environment.reset(17)
  for (let k = 0; k < steps && fault === ''; k++) {
    const { row } = environment
    const first = rowsFrom(environment.tables, rows, row - window + 1)
    if (first === null || first.length < window * columns) {
      fault = `row ${row} at step ${k}, with a window of ${window}`
      break
    }
    const expected = [...first.subarray(0, window * columns), ...environment.own]
    const difference = firstDifference(expected, observation)
    if (difference !== '') fault = `${difference} at step ${k}`
    const step = environment.step(actionAt(k, environment.actionSpace.n))
    observation = step[2] || step[3] ? environment.reset()[0] : step[0]
  }
  list.expectNone('an observation is the table up to its row, then the own state', fault)
}

/** The part of the table that begins at a row counted through all tables; null: there is none. */
function rowsFrom(
  tables: readonly Float32Array[],
  rows: readonly number[],
  row: number
): Float32Array | null {
  let left = row
  for (let i = 0; i < tables.length && left >= 0; i++) {
    if (left < rows[i]) return tables[i].subarray(left * (tables[i].length / rows[i]))
    left -= rows[i]
  }
  return null
}

/** `advance` is `step` without the observation. */
function checkAdvance(environment: TabularEnvironment, list: Checklist, steps: number): void {
  const play = (move: (action: number) => void) => {
    const values: number[] = []
    environment.reset(19)
    for (let k = 0; k < steps; k++) {
      move(actionAt(k, environment.actionSpace.n))
      const { reward, terminated, truncated, row, own } = environment
      values.push(reward, Number(terminated), Number(truncated), row, ...own)
      if (terminated || truncated) break
    }
    return values
  }
  const stepped = play((action) => environment.step(action))
  const advanced = play((action) => environment.advance(action))
  list.expectNone('advance moves as step does', firstDifference(stepped, advanced))
}

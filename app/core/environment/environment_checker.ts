import { Checklist, codeOf, type CheckedRule } from './checker/checklist.ts'
import { checkEnd } from './checker/end_rules.ts'
import { checkReset } from './checker/reset_rules.ts'
import { checkSpaces } from './checker/space_rules.ts'
import { checkSteps } from './checker/step_rules.ts'
import { checkTables, isTabular } from './checker/tabular_rules.ts'
import type { Environment } from './environment.ts'

export type { CheckedRule } from './checker/checklist.ts'

/** Steps after which an episode that goes on counts as one without end, unless its tables are longer. */
const LONGEST = 1_000_000

/** Steps that are played to see an environment's behaviour. */
const STEPS = 200

/**
 * Holds an environment against the contract, after Gymnasium's `env_checker`: spaces, types, seeds,
 * ends and refusals, and for a tabular one what a replay memory relies on. Plays a few short episodes
 * and one to its end; leaves the environment reset with seed 0. Never throws: an error that no rule
 * asks for is a failed rule.
 * @param environment best one that was not reset before, so that its refusal of a step is seen
 */
export function checkEnvironment(environment: Environment): CheckedRule[] {
  const list = new Checklist()
  const error = codeOf(() => check(environment, list))
  list.expectNone('no call fails that the contract allows', error ?? '')
  return list.rules
}

function check(environment: Environment, list: Checklist): void {
  const tables = isTabular(environment) ? environment.tables : []
  const values = tables.reduce((sum, table) => sum + table.length, 0)
  checkSpaces(environment, list)
  checkReset(environment, list, STEPS)
  checkSteps(environment, list, STEPS)
  checkEnd(environment, list, STEPS, Math.max(LONGEST, values))
  if (isTabular(environment)) checkTables(environment, list, STEPS)
  environment.reset(0)
}

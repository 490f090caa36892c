import { isCodedError } from '#core/errors'
import { failed, type Check, type Finding } from './check.js'

export interface CheckResult extends Finding {
  readonly check: string
}

/**
 * Runs the checks one after another; one that throws has failed, and the rest go on.
 * @param reachDatabase boots what the checks of the database need
 */
export async function examine(
  checks: readonly Check[],
  reachDatabase: () => Promise<void>
): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const check of checks.filter(({ needsDatabase }) => !needsDatabase)) {
    results.push({ check: check.name, ...(await findingOf(() => check.run())) })
  }
  const unreached = await reachDatabase().then(() => null, failureOf)
  for (const check of checks.filter(({ needsDatabase }) => needsDatabase)) {
    results.push({ check: check.name, ...(unreached ?? (await findingOf(() => check.run()))) })
    if (unreached) break // the others would say the same
  }
  return results
}

async function findingOf(run: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await run()
  } catch (error) {
    return failureOf(error)
  }
}

function failureOf(error: unknown): Finding {
  const detail = error instanceof Error ? error.message : String(error)
  return failed(detail, isCodedError(error) ? error.remedy : 'The log has the cause.')
}

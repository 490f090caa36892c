import testUtils from '@adonisjs/core/services/test_utils'

/** Leaves the database of this test run as it was made. */
export async function emptyTables(): Promise<void> {
  const empty = await testUtils.db().truncate()
  await empty()
}

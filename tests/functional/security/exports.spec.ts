import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
import { OPERATIONS } from '#openapi/operations'
import { plantEvaluation, plantWorker } from '#tests/functional/api/planted_records'
import { tokenOf } from '#tests/functional/api/program'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

/** What spreadsheets would run, and what they run after a delimiter or a quote. */
const FORMULAS = ['=cmd|calc!A1', '+1+cmd|x', '-2+3+cmd|x', '@SUM(1)', '\t=1+1', '",=1+1', '\n=1+1']
const COLUMNS = {
  datasets: ['symbol', 'currency'],
  experiments: ['name', 'notes'],
  evaluation_runs: ['reason'],
  studies: ['name', 'notes'],
  training_runs: ['notes', 'error_message'],
  workers: ['host', 'version'],
} as const

/** The cells of RFC 4180 text. */
function cellsOf(text: string): string[] {
  const cells = [...text.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^,\n"]*))/g)]
  return cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '')
}

const isFormula = (cell: string) => /^[=+\-@\t\r\n]/.test(cell) && !/^[+-]?[\d.]/.test(cell)

test.group('Exports for spreadsheets', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  for (const formula of FORMULAS) {
    test(`${JSON.stringify(formula)} is a text in every file, not a formula`, async ({
      client,
      assert,
    }) => {
      const planted = await plantRun()
      await plantEvaluation(planted)
      await plantWorker()
      await plantStudy(planted.datasetId)
      const admin = await User.create({
        ...{ email: 'admin@x.org', password: 'correct horse battery', role: 'admin' },
      })
      await db.table('audit_events').insert({
        ...{ person: formula, act: 'test', object_type: formula, object_id: formula },
        ...{ route: 'page', details: JSON.stringify({ note: formula }) },
      })
      for (const [table, columns] of Object.entries(COLUMNS)) {
        for (const column of columns) await db.from(table).update({ [column]: formula })
      }
      const token = await tokenOf('admin')
      const files = [(await client.get('/audit.csv').loginAs(admin)).text()]
      for (const operation of OPERATIONS) {
        const { path } = operation
        if (!('row' in operation) || path.includes('{')) continue
        const response = await client
          .get(`/api/v1${path}`)
          .bearerToken(token)
          .header('accept', 'text/csv')
        assert.equal(response.status(), 200, path)
        files.push(response.text())
      }
      assert.isAbove(files.length, 6)
      const cells = files.flatMap(cellsOf)
      assert.deepEqual(cells.filter(isFormula), [])
      assert.isAbove(cells.filter((cell) => cell.includes(formula.trim())).length, 5)
    })
  }
})

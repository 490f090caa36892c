import { assert } from '@japa/assert'
import { configure, processCLIArgs, run } from '@japa/runner'

/** Runs the suites that need neither the framework nor a database: `test_pure.ts <suite> [japa flags]`. */
const [suite, ...flags] = process.argv.slice(2)

processCLIArgs(flags)
configure({
  suites: [{ name: suite, files: [`tests/${suite}/**/*.spec.ts`], timeout: 60_000 }],
  plugins: [assert()],
})
void run()

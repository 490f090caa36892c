import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Runs every suite, one after another, and ends with their totals. Flags go to each suite's runner;
 * a suite's name alone runs that suite.
 */
const PURE = ['unit', 'contract', 'compute', 'simulation', 'learning']
const WITH_DATABASE = ['functional', 'browser']

const [only, ...flags] = process.argv.slice(2)
const chosen = [...PURE, ...WITH_DATABASE].filter((suite) => !only || only === suite)
const totals = { passed: 0, failed: 0, skipped: 0 }
let broken = false

for (const suite of chosen) {
  if (!existsSync(`tests/${suite}`)) continue
  const started = performance.now()
  const output = await runSuite(suite)
  process.stdout.write(`${suite}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
  add(output)
}
process.stdout.write(
  `\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`
)
process.exitCode = broken || totals.failed > 0 || totals.passed === 0 ? 1 : 0

function runSuite(suite) {
  const runner = PURE.includes(suite) ? 'bin/test_pure.ts' : 'bin/test.ts'
  const args = ['--import=@poppinss/ts-exec', '--enable-source-maps', runner, suite, ...flags]
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['inherit', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      process.stdout.write(chunk)
    })
    child.on('close', (code) => {
      if (code !== 0) broken = true
      resolve(output)
    })
  })
}

/** Japa's summary line: `Tests  9 passed, 1 failed (10)`. */
function add(output) {
  const line =
    output
      .replaceAll(/\u001b\[[0-9;]*m/g, '')
      .match(/^\s*Tests .*$/gm)
      ?.at(-1) ?? ''
  for (const kind of Object.keys(totals)) {
    totals[kind] += Number(line.match(new RegExp(`(\\d+) ${kind}`))?.[1] ?? 0)
  }
}

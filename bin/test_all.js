import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'

/**
 * Runs every suite in two lanes, for two cores, and ends with their totals. Each suite has its own
 * process, database and ports. Flags go to each suite's runner; a suite's name alone runs that suite.
 */
const PURE = ['unit', 'contract', 'compute', 'simulation', 'learning']
const LANES = [['functional'], [...PURE, 'browser']]

const [only, ...flags] = process.argv.slice(2)
const totals = { passed: 0, failed: 0, skipped: 0 }
let broken = false

await Promise.all(LANES.map(runLane))
process.stdout.write(
  `\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`
)
process.exitCode = broken || totals.failed > 0 || totals.passed === 0 ? 1 : 0

async function runLane(suites) {
  for (const suite of suites) {
    if ((only && only !== suite) || !existsSync(`tests/${suite}`)) continue
    const started = performance.now()
    const output = await runSuite(suite)
    process.stdout.write(`${suite}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
    add(output)
  }
}

/** Prints whole lines as they come; of several suites at once each line names its own. */
function runSuite(suite) {
  const runner = PURE.includes(suite) ? 'bin/test_pure.ts' : 'bin/test.ts'
  const args = ['--import=@poppinss/ts-exec', '--enable-source-maps', runner, suite, ...flags]
  const child = spawn(process.execPath, args, { stdio: ['inherit', 'pipe', 'pipe'] })
  const lines = []
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    createInterface({ input: from }).on('line', (line) => {
      lines.push(line)
      to.write(only ? `${line}\n` : `${suite.padEnd(10)} ${line}\n`)
    })
  }
  return new Promise((resolve) => {
    child.on('close', (code) => {
      if (code !== 0) broken = true
      resolve(lines.join('\n'))
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

import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

/**
 * What `npm ci` leaves to be made: the kernels and the pages' assets, each where its sources are.
 * Neither is needed to install, so a failure is told and left to the first use, which makes the kernels
 * again and says why it cannot.
 */
const steps = [
  ['kernels', 'app/compute/kernels/build.mjs', ['app/compute/kernels/build.mjs']],
  [
    'assets',
    'resources/css/app.css',
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  ],
]

for (const [name, source, args] of steps) {
  if (!existsSync(source)) continue
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (status !== 0) process.stderr.write(`The ${name} could not be built (exit ${status}).\n`)
}

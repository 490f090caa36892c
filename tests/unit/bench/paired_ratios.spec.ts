import { test } from '@japa/runner'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Suite } from '#services/bench/measurement'
import { pairedRatios } from '#services/bench/paired_ratios'
import type { Peer } from '#services/bench/peers'
import type { PeerPlace } from '#services/bench/run_peer'

/** A program in Python's place: notes each call, and prints as the peers do, with text before it. */
const PYTHON = `#!/bin/sh
echo "$*" >> log
case "$1" in
  good.py) echo "some library talks"; echo '{"results": [{"speed": 50, "seconds": 8}]}' ;;
  empty.py) echo '{"results": []}' ;;
  broken.py) echo "No module named nothing" >&2; exit 1 ;;
esac
`

const speedOf = (key: string) => (results: unknown) =>
  (results as Record<string, number>[])[0]?.[key]

const GOOD: Peer = {
  script: 'good.py',
  args: ['--obs', '40'],
  comparisons: [
    { name: 'their speed', ours: 'speed', read: speedOf('speed') },
    { name: 'their time', ours: 'time', read: speedOf('seconds'), isTime: true },
  ],
}
const peerOf = (script: string): Peer => ({ ...GOOD, script })

test.group('Paired ratios', (group) => {
  let place: PeerPlace
  group.each.setup(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rsc-peers-'))
    const python = join(folder, 'python')
    await writeFile(python, PYTHON)
    await chmod(python, 0o755)
    place = { python, folder }
    return () => rm(folder, { recursive: true, force: true })
  })

  const signal = new AbortController().signal

  /** Ours: 100 a second, 2 s, and a third figure that no peer is held against. */
  function suite(): Suite {
    const piece = (name: string, unit: string, value: number) => ({
      names: [name],
      unit,
      measure: () => {
        appendFileSync(join(place.folder, 'log'), `ours ${name}\n`)
        return [[value]]
      },
    })
    return [piece('speed', '1/s', 100), piece('time', 's', 2), piece('other', '1/s', 1)]
  }

  async function calls(): Promise<string[]> {
    return (await readFile(join(place.folder, 'log'), 'utf8')).trim().split('\n')
  }

  test('ours and theirs run in turn, and of ours only what is compared', async ({ assert }) => {
    await pairedRatios(suite(), [GOOD], place, 2, signal)
    const pair = ['ours speed', 'ours time', 'good.py --obs 40 --threads 1']
    assert.deepEqual(await calls(), [...pair, ...pair])
  })

  test('a ratio over 1 means that ours is faster, of speeds and of times', async ({ assert }) => {
    const { ratios, peers, failed } = await pairedRatios(suite(), [GOOD], place, 3, signal)
    assert.deepEqual(ratios['their speed'], { median: 2, min: 2, max: 2, unit: '×' })
    assert.equal(ratios['their time'].median, 4)
    assert.deepEqual(peers['their time'], { median: 8, min: 8, max: 8, unit: 's' })
    assert.isEmpty(failed)
  })

  test('a peer that gives no figure is told, and the others are measured', async ({ assert }) => {
    const given = [peerOf('broken.py'), peerOf('empty.py'), GOOD]
    const { ratios, failed } = await pairedRatios(suite(), given, place, 1, signal)
    assert.deepEqual(Object.keys(ratios), ['their speed', 'their time'])
    assert.lengthOf(failed, 2)
    assert.match(failed[0], /broken.py gave no figure: No module named nothing/)
    assert.match(failed[1], /empty.py gave no figure: it has no row of their speed/)
  })

  test('a Python that is not there ends it with its path', async ({ assert }) => {
    const nowhere = { ...place, python: join(place.folder, 'nowhere') }
    await assert.rejects(
      () => pairedRatios(suite(), [GOOD], nowhere, 1, signal),
      /nowhere", which cannot be run: ENOENT/
    )
  })

  test('an abort ends a peer that is running', async ({ assert }) => {
    await writeFile(place.python, '#!/bin/sh\necho started >> log\nexec sleep 60\n')
    const abort = new AbortController()
    const isStarted = async () => (await calls()).includes('started')
    const ended = assert.rejects(
      () => pairedRatios(suite(), [GOOD], place, 1, abort.signal),
      'enough'
    )
    while (!(await isStarted())) await new Promise((resolve) => setTimeout(resolve, 10))
    abort.abort(new Error('enough'))
    await ended
  })
})

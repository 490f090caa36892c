import { test } from '@japa/runner'
import { engineFactory } from '../../../app/compute/engines/factory.ts'
import { CATALOGUE } from '../../../app/core/parameters/catalogue.ts'
import { restoreParameters } from '../../../app/core/parameters/stored_parameters.ts'
import { valueAt } from '../../../app/core/parameters/resolve.ts'
import { goneOn, playedModel } from '../../golden/releases/acted_of.ts'
import {
  actedBy,
  checkpointOf,
  datasetOf,
  modelOf,
  releases,
  storedParameters,
} from '../../golden/releases/release_files.ts'

test.group('Files of releases', () => {
  test('there is one release at least', ({ assert }) => {
    assert.isNotEmpty(releases())
  })

  for (const release of releases()) {
    test(`parameters of ${release} keep their values, whatever the catalogue has got since`, ({
      assert,
    }) => {
      const stored = storedParameters(release) as Record<string, Record<string, unknown>>
      const parameters = restoreParameters(stored)
      for (const { path } of CATALOGUE) {
        const [group, key] = path.split('.')
        const before = stored[group]?.[key]
        if (before !== undefined) assert.deepEqual(valueAt(parameters, path), before, path)
      }
    })

    for (const engine of ['simd', 'reference'] as const) {
      const own = engineFactory(engine).fingerprint()
      const { fingerprint } = checkpointOf(release, engine)
      const isOwn = own.version === fingerprint.version && own.fused === fingerprint.fused

      test(`a checkpoint of ${release} goes on to the same weights, ${engine}`, async ({
        assert,
      }) => {
        const { seed, codeVersion, engines } = actedBy(release)
        const spec = {
          seed,
          codeVersion,
          parameters: checkpointParameters(release, engine),
          datasets: [await datasetOf(release)],
          checkpoint: checkpointOf(release, engine),
        }
        const { weightsSha256, finalEquities } = engines[engine]
        assert.deepEqual(goneOn(spec, engine), { weightsSha256, finalEquities })
      }).skip(!isOwn, 'its arithmetic is not this machine’s')

      test(`a model of ${release} takes the same actions for the same Q-values, ${engine}`, async ({
        assert,
      }) => {
        const { actions, finalEquity, lastQValues } = actedBy(release).engines[engine]
        const model = modelOf(release, engine)
        const acts = playedModel(model, await datasetOf(release), engine)
        assert.equal(acts.actions, actions)
        assert.approximately(acts.finalEquity, finalEquity, 1e-6)
        acts.lastQValues.forEach((value, k) => assert.approximately(value, lastQValues[k], 1e-5))
      })
    }
  }
})

/** As a run's row has them: the release's own, read by this program. */
function checkpointParameters(release: string, engine: 'simd' | 'reference') {
  const parameters = restoreParameters(storedParameters(release))
  return { ...parameters, training: { ...parameters.training, engine } }
}

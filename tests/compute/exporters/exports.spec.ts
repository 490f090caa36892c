import { test } from '@japa/runner'
import '@tensorflow/tfjs-backend-cpu'
import { loadGraphModel } from '@tensorflow/tfjs-converter'
import { io, setBackend, tensor2d, type Tensor } from '@tensorflow/tfjs-core'
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-web'
import { referenceEngines } from '../../../app/compute/engines/reference/reference_engine.ts'
import { engineFactory } from '../../../app/compute/engines/factory.ts'
import {
  CHECKED_OBSERVATIONS,
  checkGraph,
  largestDifference,
  probeModel,
  TOLERANCE,
} from '../../../app/compute/exporters/check_export.ts'
import {
  EXPORT_FORMATS,
  exportModel,
  type ExportFormat,
} from '../../../app/compute/exporters/export_model.ts'
import type { PlainModel } from '../../../app/compute/exporters/plain_json.ts'
import { readOnnx } from '../../../app/compute/exporters/read_onnx.ts'
import { modelOf, type ModelShape } from './model_of.ts'

const ORIGIN = { experimentId: 4, runId: 12 }

const SHAPES: readonly (ModelShape & { readonly name: string })[] = [
  { name: 'the default network', hidden: [128, 128] },
  { name: 'a dueling network of three actions', hidden: [64, 32], dueling: true, actions: 3 },
  { name: 'a linear network', hidden: [], window: 3, columns: 2 },
  { name: 'a dueling head on the observation', hidden: [], dueling: true, window: 3, columns: 2 },
  { name: 'odd widths', hidden: [5, 17, 3], window: 4, columns: 3, actions: 5 },
  { name: 'weights of the reference engine', hidden: [32], engine: 'reference' },
]

function exported(given: ModelShape, format: ExportFormat) {
  const model = modelOf(given)
  const own = engineFactory(given.engine ?? 'simd')
  const made = exportModel(model, format, ORIGIN, { own, reference: referenceEngines })
  const probe = probeModel(model, own, CHECKED_OBSERVATIONS)
  return { model, made, probe, files: new Map(made.files.map((file) => [file.name, file.content])) }
}

function rowsOf(flat: ArrayLike<number>, width: number): number[][] {
  const values = Array.from(flat)
  return Array.from({ length: values.length / width }, (_, k) =>
    values.slice(k * width, (k + 1) * width)
  )
}

function jsonOf(content: Uint8Array | undefined): unknown {
  return JSON.parse(new TextDecoder().decode(content))
}

test.group('Exported models', () => {
  for (const { name, ...shape } of SHAPES) {
    test(`onnxruntime gives the engine's Q-values of 1,000 observations: ${name}`, async ({
      assert,
    }) => {
      const { files, probe, model } = exported(shape, 'onnx')
      const session = await InferenceSession.create(files.get('model.onnx')!)
      const width = probe.observations[0].length
      const batch = Float32Array.from(probe.observations.flatMap((each) => [...each]))
      const input = new OnnxTensor('float32', batch, [CHECKED_OBSERVATIONS, width])
      const { q_values: q } = await session.run({ observation: input })
      const { actions } = model.manifest.shape
      assert.deepEqual([...q.dims], [CHECKED_OBSERVATIONS, actions])
      const found = rowsOf(q.data as Float32Array, actions)
      assert.isAtMost(largestDifference(found, probe.qValues), TOLERANCE)
      await session.release()
    })

    test(`TensorFlow.js gives the engine's Q-values of 1,000 observations: ${name}`, async ({
      assert,
    }) => {
      const { files, probe, model } = exported(shape, 'tfjs')
      await setBackend('cpu')
      const { modelTopology, weightsManifest, ...rest } = jsonOf(files.get('model.json')) as {
        modelTopology: object
        weightsManifest: [{ weights: io.WeightsManifestEntry[] }]
      }
      const artifacts = {
        ...rest,
        modelTopology,
        weightSpecs: weightsManifest[0].weights,
        weightData: Uint8Array.from(files.get('weights.bin')!).buffer,
      }
      const loaded = await loadGraphModel(io.fromMemory(artifacts))
      const q = loaded.predict(tensor2d(probe.observations.map((each) => [...each]))) as Tensor
      const { actions } = model.manifest.shape
      assert.deepEqual(q.shape, [CHECKED_OBSERVATIONS, actions])
      assert.isAtMost(largestDifference(rowsOf(await q.data(), actions), probe.qValues), TOLERANCE)
      loaded.dispose()
    })

    test(`each format is checked on 1,000 observations before it is handed out: ${name}`, ({
      assert,
    }) => {
      for (const format of EXPORT_FORMATS) {
        const { made } = exported(shape, format)
        assert.equal(made.observations, 1000)
        assert.isAtMost(made.largestDifference, TOLERANCE, format)
      }
    })
  }

  test('plain JSON is read with a few lines of arithmetic', ({ assert }) => {
    const shape = { hidden: [2], dueling: true, actions: 3, window: 1, columns: 2 }
    const { files, probe } = exported(shape, 'json')
    const { layers, q_values: rule } = jsonOf(files.get('model.json')) as PlainModel
    assert.equal(rule, 'value + advantage - mean(advantage)')
    const known: Record<string, number[]> = { observation: [...probe.observations[7]] }
    for (const { name, from, weight, bias, activation } of layers) {
      const sums = weight.map((row, o) =>
        row.reduce((sum, w, i) => sum + w * known[from][i], bias[o])
      )
      known[name] = activation === 'relu' ? sums.map((sum) => Math.max(0, sum)) : sums
    }
    const [value] = known['value']
    const mean = known['advantage'].reduce((sum, a) => sum + a, 0) / 3
    const found = [known['advantage'].map((advantage) => value + advantage - mean)]
    assert.isAtMost(largestDifference(found, [probe.qValues[7]]), TOLERANCE)
  })

  test('scaler, feature names and action names stand beside the network', ({ assert }) => {
    for (const format of EXPORT_FORMATS) {
      const { files, model } = exported({ hidden: [4], window: 2, columns: 3 }, format)
      const beside = jsonOf(files.get('manifest.json') ?? files.get('model.json')) as {
        manifest?: object
      }
      const { scaler, featureNames, actionNames, observationNames } = model.manifest
      assert.containsSubset(beside.manifest ?? beside, {
        run_id: 12,
        observation: { window: 2, features: featureNames, scaler, names: observationNames },
        actions: { names: actionNames },
        engine: { engine: 'simd' },
        code_version: '0.1.0',
      })
    }
  })

  test('one wrong weight in a file shows in its check', ({ assert }) => {
    const { files, probe } = exported({ hidden: [8], window: 2, columns: 3 }, 'onnx')
    const graph = readOnnx(files.get('model.onnx')!)
    assert.isAtMost(checkGraph(graph, probe).largestDifference, TOLERANCE)
    graph.constants.get('output.weight')!.values[3] += 1e-4
    assert.isAbove(checkGraph(graph, probe).largestDifference, TOLERANCE)
  })

  test('weights that are no numbers are not exported', ({ assert }) => {
    const model = modelOf({ hidden: [4] })
    model.weights.fill(NaN)
    const engines = { own: referenceEngines, reference: referenceEngines }
    assert.throws(() => exportModel(model, 'onnx', ORIGIN, engines), /differs from the model by/)
  })
})

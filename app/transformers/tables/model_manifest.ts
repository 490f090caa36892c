import type { ModelManifest } from '#core/agent/model_manifest'

/** One line of a manifest; `code` is shortened on the page and copied whole. */
export interface ManifestLine {
  readonly label: string
  readonly text: string
  readonly code?: string
}

/** A feature with what its scaler learned on the training range. */
export interface ScaledFeature {
  readonly name: string
  readonly mean: number | null
  readonly scale: number | null
}

/** What is needed to use weights again, as a page lists it. Older manifests may lack parts. */
export function modelManifest(manifest: Partial<ModelManifest>) {
  const { scaler, featureNames = [], actionNames = [], datasets = [], shape } = manifest
  const layers = shape?.hidden.join(', ') || 'none'
  const network =
    shape &&
    `${(shape.window * shape.columns + shape.own).toLocaleString('en')} inputs, hidden layers ${layers}, ${shape.actions} actions${shape.dueling ? ', dueling' : ''}`
  const lines: ManifestLine[] = [
    ...datasets.map(({ sha256, identity }) => ({
      ...{ label: `Dataset ${identity.symbol} ${identity.interval}`, text: 'SHA-256' },
      code: sha256,
    })),
    { label: 'Network', text: network ?? '–' },
    { label: 'Observation', text: observationText(manifest) },
    { label: 'Actions', text: actionNames.join(', ') || '–' },
    { label: 'Engine', text: engineText(manifest) },
    { label: 'Code version', text: manifest.codeVersion ?? '–' },
    { label: 'Seed', text: String(manifest.seed ?? '–') },
  ]
  const features = featureNames.map((name, k): ScaledFeature => ({
    ...{ name, mean: scaler?.mean[k] ?? null, scale: scaler?.scale[k] ?? null },
  }))
  return { lines, features, json: JSON.stringify(manifest, null, 2) }
}

function observationText({
  shape,
  featureNames = [],
  observationNames = [],
}: Partial<ModelManifest>) {
  if (shape === undefined) return '–'
  const { window, own } = shape
  return `${observationNames.length.toLocaleString('en')} numbers: ${window} bars of ${featureNames.length} features, ${own} of the account`
}

function engineText({ fingerprint }: Partial<ModelManifest>): string {
  if (fingerprint === undefined) return '–'
  const { engine, version, fused } = fingerprint
  const rounding = fused === null ? '' : fused ? ', fused multiply-add' : ', unfused multiply-add'
  return `${engine} ${version}${rounding}`
}

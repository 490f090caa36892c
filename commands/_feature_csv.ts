import { writeFile } from 'node:fs/promises'
import { InvalidParameter } from '#core/errors'
import type { FeatureMatrix } from '#core/features/feature_matrix'

/**
 * Writes a matrix as CSV: `time` (ISO, UTC) and one column a feature; empty where it is not known yet.
 * @throws E_INVALID_PARAMETER when the file cannot be written
 */
export async function writeFeatures(
  path: string,
  time: Float64Array,
  { features, columns, rows }: FeatureMatrix
): Promise<void> {
  const lines = [['time', ...features.map(({ name }) => name)].join(',')]
  for (let t = 0; t < rows; t++) {
    const values = columns.map((column) => (Number.isNaN(column[t]) ? '' : String(column[t])))
    lines.push([new Date(time[t]!).toISOString(), ...values].join(','))
  }
  try {
    await writeFile(path, `${lines.join('\n')}\n`)
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    const message = `out is ${JSON.stringify(path)}, which cannot be written: ${reason}.`
    throw new InvalidParameter('out', message, 'Name a file in a folder that may be written.')
  }
}

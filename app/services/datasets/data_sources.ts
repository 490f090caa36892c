import { InvalidParameter } from '#core/errors'
import type { DataSource } from '#core/ports/data_source'
import { CsvDataSource, type CsvOptions } from '#integrations/data_sources/csv/csv_data_source'
import { UploadedCsv } from '#integrations/data_sources/csv/uploaded_csv'
import { onlineDataSources } from '#integrations/data_sources/data_sources'

/** A CSV file: from this machine (commands only) or as uploaded bytes. */
export type CsvUpload = { readonly options?: CsvOptions } & (
  { readonly path: string } | { readonly bytes: Uint8Array; readonly name: string }
)

/**
 * The source of a name; its adapters come from the integrations.
 * @throws E_INVALID_PARAMETER for an unknown name, or `csv` without a file
 */
export async function openSource(name: string, csv: CsvUpload | undefined): Promise<DataSource> {
  if (name === 'csv') return openCsv(csv)
  // commands are imported before the environment is prepared
  const { default: env } = await import('#start/env')
  const sources = onlineDataSources(env.get('YAHOO_URL') ?? null)
  const source = sources.find((candidate) => candidate.name === name)
  if (source !== undefined) return source
  const names = [...sources.map((candidate) => candidate.name), 'csv'].join(', ')
  throw new InvalidParameter(
    'source',
    `source is ${JSON.stringify(name)}, but must be one of ${names}.`,
    `Choose one of ${names}.`
  )
}

async function openCsv(csv: CsvUpload | undefined): Promise<DataSource> {
  if (csv === undefined) {
    throw new InvalidParameter('file', 'The source csv needs a file.', 'Add --file=FILE.csv.')
  }
  return 'path' in csv
    ? CsvDataSource.open(csv.path, csv.options)
    : new UploadedCsv(csv.bytes, csv.name, csv.options)
}

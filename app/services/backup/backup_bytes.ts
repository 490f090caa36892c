import { createReadStream, type ReadStream } from 'node:fs'
import { createGunzip, type Gunzip } from 'node:zlib'
import { BackupUnreadable } from './backup_errors.js'
import { END_OF_TABLE } from './backup_format.js'

const NEWLINE = '\n'
const END_LINE = Buffer.from(`${END_OF_TABLE}\n`)
/** The same line after a row; no row holds it, for COPY escapes every backslash. */
const END_AFTER_ROW = Buffer.from(`\n${END_OF_TABLE}\n`)
/** No line but a row is longer. */
const LONGEST_LINE = 1_000_000
const CHUNK_BYTES = 1 << 20

/** Lines and rows of a backup, read once from first to last in memory that does not grow with them. */
export class BackupBytes {
  readonly #file: string
  readonly #source: ReadStream
  readonly #gunzip: Gunzip
  readonly #chunks: AsyncIterator<Buffer>
  /** Read and not yet given. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(file: string) {
    this.#file = file
    this.#source = createReadStream(file)
    this.#gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
    this.#source.on('error', (error) => this.#gunzip.destroy(error))
    this.#chunks = this.#source.pipe(this.#gunzip)[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  /** The next line, without its newline; null behind the last one. */
  async line(): Promise<string | null> {
    let end = this.#rest.indexOf(NEWLINE)
    while (end < 0 && this.#rest.length <= LONGEST_LINE && (await this.#readMore())) {
      end = this.#rest.indexOf(NEWLINE)
    }
    if (end >= 0) return this.#take(end + 1).toString('utf8', 0, end)
    if (this.#rest.length > LONGEST_LINE) {
      throw new BackupUnreadable(this.#file, `a line is longer than ${LONGEST_LINE} bytes`)
    }
    return this.#rest.length === 0 ? null : this.#take(this.#rest.length).toString()
  }

  /** The rows of the table that the last line named, in parts of at most 1 MiB that end anywhere. */
  async *rows(): AsyncGenerator<Buffer> {
    while (this.#rest.length < END_LINE.length) await this.#readOn()
    if (this.#rest.indexOf(END_LINE) === 0) {
      this.#take(END_LINE.length)
      return
    }
    let end = this.#rest.indexOf(END_AFTER_ROW)
    while (end < 0) {
      // the end may begin in the last bytes
      const known = this.#rest.length - END_LINE.length
      if (known > 0) yield this.#take(known)
      await this.#readOn()
      end = this.#rest.indexOf(END_AFTER_ROW)
    }
    yield this.#take(end + 1)
    this.#take(END_LINE.length)
  }

  close(): void {
    this.#source.destroy()
    this.#gunzip.destroy()
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return taken
  }

  async #readOn(): Promise<void> {
    if (!(await this.#readMore())) throw new BackupUnreadable(this.#file, 'its end is missing')
  }

  /** @returns false behind the last byte, whose checksum was right */
  async #readMore(): Promise<boolean> {
    const { value, done } = await this.#chunks.next()
    if (done === true) return false
    this.#rest = Buffer.concat([this.#rest, value])
    return true
  }
}

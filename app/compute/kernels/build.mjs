import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const here = new URL('./', import.meta.url)
const assembly = new URL('./assembly/', here)
const build = new URL('./build/', here)

/** Where the file system says no: the kernels are compiled all the same, again in each process. */
const REFUSALS = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC']

/**
 * The kernels as WebAssembly: those in build/ if they were made from the same sources by the same
 * compiler, else compiled and stored there. Several processes and threads may do so at once: each
 * writes a draft of its own and renames it.
 */
export async function kernelBytes() {
  const name = `kernels-${sourceHash()}.wasm`
  const file = new URL(name, build)
  if (existsSync(file)) return readFileSync(file)
  const bytes = await compile()
  try {
    store(name, bytes)
  } catch (error) {
    if (!REFUSALS.includes(error.code)) throw error
  }
  return bytes
}

function store(name, bytes) {
  mkdirSync(build, { recursive: true })
  const draft = new URL(`.draft-${randomUUID()}`, build)
  writeFileSync(draft, bytes)
  renameSync(draft, new URL(name, build))
  const older = readdirSync(build).filter((each) => each.endsWith('.wasm') && each !== name)
  for (const each of older) rmSync(new URL(each, build), { force: true })
}

async function compile() {
  // the compiler takes 300 MB: a process that finds the kernels built never loads it
  const { default: asc } = await import('assemblyscript/asc')
  let binary
  const { error, stderr } = await asc.main(
    [
      ...['index.ts', '--outFile', 'kernels.wasm', '-O3', '--noAssert'],
      ...['--runtime', 'stub', '--use', 'abort=', '--importMemory'],
      ...['--enable', 'simd', '--enable', 'relaxed-simd', '--enable', 'bulk-memory'],
    ],
    {
      readFile: (name) => {
        const source = new URL(name, assembly)
        return existsSync(source) ? readFileSync(source, 'utf8') : null
      },
      writeFile: (name, contents) => {
        if (name === 'kernels.wasm') binary = contents
      },
      listFiles: () => [],
    }
  )
  if (error) throw new Error(`The kernels do not compile:\n${stderr.toString()}`, { cause: error })
  return binary
}

function sourceHash() {
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json')
  const hash = createHash('sha256').update(`asc ${version}`)
  hash.update(readFileSync(fileURLToPath(import.meta.url)))
  for (const name of readdirSync(assembly).sort())
    hash.update(name).update(readFileSync(new URL(name, assembly)))
  return hash.digest('hex').slice(0, 16)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await kernelBytes()

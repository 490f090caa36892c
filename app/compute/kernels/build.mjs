import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const here = new URL('./', import.meta.url)
const assembly = new URL('./assembly/', here)

/**
 * Compiles the kernels to WebAssembly unless what is there was made from the same sources and compiler.
 * Returns the file. Several processes may build at once: each writes its own draft and renames it.
 */
export async function buildKernels() {
  const file = new URL(`./build/kernels-${sourceHash()}.wasm`, here)
  if (existsSync(file)) return file
  mkdirSync(new URL('./build/', here), { recursive: true })
  const { error, stderr, binary } = await compile()
  if (error) throw new Error(`The kernels do not compile:\n${stderr}`, { cause: error })
  const draft = new URL(`./build/.draft-${process.pid}`, here)
  writeFileSync(draft, binary)
  renameSync(draft, file)
  return file
}

async function compile() {
  // the compiler takes 300 MB: a process that finds the kernels built never loads it
  const { default: asc } = await import('assemblyscript/asc')
  let binary
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      '--outFile',
      'kernels.wasm',
      '-O3',
      '--noAssert',
      ...['--runtime', 'stub', '--use', 'abort='],
      ...['--enable', 'simd', '--enable', 'relaxed-simd', '--enable', 'bulk-memory'],
      '--importMemory',
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
  return { error, stderr: stderr.toString(), binary }
}

function sourceHash() {
  const hash = createHash('sha256').update(`asc ${compilerVersion()}`)
  for (const name of readdirSync(assembly).sort())
    hash.update(name).update(readFileSync(new URL(name, assembly)))
  return hash.digest('hex').slice(0, 16)
}

function compilerVersion() {
  return createRequire(import.meta.url)('assemblyscript/package.json').version
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels()

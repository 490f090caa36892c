import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** How to launch the browser that npm brings. */
export interface PackedChromium {
  readonly executablePath: string
  readonly args: string[]
  readonly env: Record<string, string>
}

/**
 * Meant for tiny cloud functions: the first gets stuck with several profiles, the next ones draw through
 * an emulated GPU that stalls for seconds, the others hide faults.
 */
const UNWANTED = [
  '--single-process',
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
]

/**
 * Unpacks Chromium, its fonts and the libraries that a bare machine lacks, once for each user and
 * version: below one folder of all users the second user could not run what the first has unpacked.
 */
export async function packedChromium(): Promise<PackedChromium> {
  const folder = join(tmpdir(), `rsc-chromium-${userInfo().uid}-${version()}-own-fonts`)
  const { default: chromium } = await import('@sparticuz/chromium')
  if (!existsSync(folder)) await unpack(folder, chromium)
  return {
    executablePath: join(folder, 'chromium'),
    // as Chromium itself does where there is no GPU: it draws in software
    args: [...chromium.args.filter((arg) => !UNWANTED.includes(arg)), '--disable-gpu'],
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  }
}

/** Unpacks beside the place and moves it there once complete. */
async function unpack(folder: string, chromium: { executablePath(): Promise<string> }) {
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  const { TMPDIR, AWS_LAMBDA_JS_RUNTIME } = process.env
  // the package unpacks to the temporary folder, and its libraries only where it knows the machine
  Object.assign(process.env, { TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' })
  try {
    await chromium.executablePath()
  } finally {
    restore('TMPDIR', TMPDIR)
    restore('AWS_LAMBDA_JS_RUNTIME', AWS_LAMBDA_JS_RUNTIME)
  }
  writeFileSync(join(draft, 'fonts', 'fonts.conf'), fontsConfig(folder))
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error // else another process was first
  }
}

/** The packed one names folders of cloud functions; without any font Chromium ends itself. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts', 'cache')}</cachedir>
</fontconfig>
`
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

function version(): string {
  const entry = new URL(import.meta.resolve('@sparticuz/chromium'))
  const manifest = readFileSync(new URL('../../package.json', entry), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Folder with real recordings beside the checkout; they are not part of the repository. */
export const SHARED_DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
export const hasSharedData = existsSync(SHARED_DATA)
export const NO_SHARED_DATA = 'the real files of ../shared/data are not there'

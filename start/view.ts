import app from '@adonisjs/core/services/app'
import edge, { edgeGlobals } from 'edge.js'
import { attributes } from '../resources/format/attributes.ts'
import * as costs from '../resources/format/costs.ts'
import * as browsers from '../resources/format/browsers.ts'
import * as figures from '../resources/format/figures.ts'
import * as looks from '../resources/format/looks.ts'
import * as numbers from '../resources/format/numbers.ts'
import { REASONS, told } from '../resources/format/told.ts'
import * as times from '../resources/format/times.ts'
import * as urls from '../resources/format/urls.ts'
import { firstValidation } from '#core/agent/validation_episodes'
import { METRIC_NAMES, METRICS } from '#core/evaluation/metrics/metric_list'
import { termIn } from '#services/pages/help/glossary'
import { cachePartials } from './partial_cache.js'

/** JSON that may stand inside a script element: no text can end the element. */
function dataJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028')
}

const METRIC_REASONS = Object.fromEntries(METRIC_NAMES.map((name) => [name, METRICS[name].why]))

// while developing, a changed partial shows at once
if (!app.inDev) cachePartials(edge)
const formats = { ...browsers, ...costs, ...numbers, ...times, ...figures, ...looks, ...urls }
for (const [name, format] of Object.entries(formats)) edge.global(name, format)
edge.global('dataJson', dataJson)
edge.global('termIn', termIn)
edge.global('firstValidation', firstValidation)
edge.global('told', told)
edge.global('why', { ...REASONS, ...METRIC_REASONS })
edge.global('html', { ...edgeGlobals.html, attrs: attributes })
edge.global('serverTime', () => Date.now())
// an address without a route is answered before any middleware has shared these
edge.global('browser', { theme: null, keys: null })
edge.global('shell', null)
edge.global('may', { research: false, trade: false, administer: false })

import type { Page } from 'playwright-core'
import type { States } from '#tests/browser/planted_states'
import type { Evaluated } from '#tests/browser/planted_pages'
import type { PlantedRun } from '#tests/functional/pages/planted_run'

/** A page, and what opens something over it. */
export interface Opener {
  readonly path: string
  readonly what: string
  readonly open: (page: Page) => Promise<void>
}

/** A button that opens a dialog by its id. */
function dialog(path: string, id: string): Opener {
  const open = async (page: Page) => {
    await page.locator(`[data-dialog="${id}"]:visible`).first().click()
    await page.locator(`dialog#${id}[open]`).waitFor()
  }
  return { path, what: id, open }
}

/** An act on the first rows of a list. */
function act(path: string, value: string, name: RegExp): Opener {
  const open = async (page: Page) => {
    await page.locator(`input[name=ids][value="${value}"]`).check()
    await page.getByRole('button', { name }).click()
    await page.locator('#fetched dialog[open]').waitFor()
  }
  return { path, what: `act ${name.source}`, open }
}

function key(path: string, pressed: string, id: string): Opener {
  const open = async (page: Page) => {
    await page.keyboard.press(pressed)
    await page.locator(`dialog#${id}[open]`).waitFor()
  }
  return { path, what: id, open }
}

const drain: Opener = {
  path: '/jobs',
  what: 'drain',
  open: async (page) => {
    await page.locator('[data-dialog-from]').first().click()
    await page.locator('#fetched dialog[open]').waitFor()
  },
}

/** Everything that opens over a page. */
export function openers(
  planted: PlantedRun,
  { test, queued, study, model }: Evaluated,
  states: States
): Opener[] {
  const { runs, studies } = states
  return [
    key('/', '?', 'keys-dialog'),
    dialog(`/datasets/${states.dataset}`, 'delete-dialog'),
    dialog('/runs/new', 'save-preset'),
    dialog(`/runs/${runs.running}`, 'cancel-dialog'),
    dialog(`/runs/${runs.failed}`, 'resume-dialog'),
    dialog(`/runs/${runs.failed}`, 'note-run'),
    dialog(`/runs/${runs.cancelled}`, 'delete-dialog'),
    dialog(`/experiments/${planted.experimentId}`, 'describe'),
    dialog(`/studies/${studies.running}`, 'stop-dialog'),
    dialog(`/studies/${studies.paused}`, 'extend-dialog'),
    dialog(`/studies/${study}`, 'retrain-dialog'),
    dialog(`/studies/${study}`, 'delete-dialog'),
    dialog(`/evaluations/${queued}`, 'cancel-dialog'),
    dialog(`/evaluations/${test}`, 'delete-dialog'),
    dialog(model, 'retire-dialog'),
    dialog(`/models/candidates/${states.candidate}`, 'promote-dialog'),
    dialog('/presets', `rename-${states.preset}`),
    dialog('/presets', `delete-${states.preset}`),
    dialog('/users', `disable-${states.person}`),
    dialog('/tokens', `revoke-${states.token}`),
    dialog('/settings', `delete-${states.webhook}`),
    act('/jobs', `run-${runs.running}`, /^Cancel/),
    act('/jobs', `run-${runs.failed}`, /^Retry/),
    act('/runs?open=all', `run-${runs.failed}`, /^Delete/),
    drain,
  ]
}

import testUtils from '@adonisjs/core/services/test_utils'
import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { METRICS } from '#core/evaluation/metrics/metric_list'
import { CATALOGUE } from '#core/parameters/catalogue'
import User from '#models/user'
import { glossary, termIn } from '#services/pages/help/glossary'
import { HELP_TOPICS } from '#services/pages/help/help_texts'
import { searchHelp } from '#services/pages/help/help_search'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun } from '#tests/functional/pages/planted_run'

test.group('Help', (group) => {
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    const email = 'ada@example.com'
    user = await User.create({ email, password: 'correct horse battery', role: 'viewer' })
  })

  test('every term stands once, and every metric and verdict has one', ({ assert }) => {
    const slugs = glossary().map(({ slug }) => slug)
    assert.lengthOf(new Set(slugs), slugs.length)
    for (const { title } of Object.values(METRICS)) assert.isNotNull(termIn(title), title)
    const verdicts = ['Beats buy and hold', 'Deflated Sharpe', 'Degenerate policy', 'Cost stress']
    for (const title of [...verdicts, 'Delay stress', 'Seed spread', 'Sealed test', 'Walk-forward'])
      assert.isNotNull(termIn(title), title)
  })

  test('of several terms the longest is found, as whole words', ({ assert }) => {
    assert.deepEqual(termIn('Latest validation Sharpe'), {
      ...{ before: 'Latest validation ', text: 'Sharpe', after: '', slug: 'sharpe-ratio' },
    })
    assert.equal(termIn('Deflated Sharpe')?.slug, 'deflated-sharpe-ratio')
    assert.isNull(termIn('Sharpened tools'))
  })

  test('pages lead from a word to a term that the glossary has', async ({ assert, client }) => {
    const planted = await plantRun({ episodes: 20 })
    const { evaluationId } = await plantEvaluation(planted)
    const anchors = new Set(
      [
        ...(await client.get('/help/glossary').loginAs(user)).text().matchAll(/<tr id="([^"]+)"/g),
      ].map(([, id]) => id)
    )
    for (const path of [`/runs/${planted.runId}`, `/evaluations/${evaluationId}`]) {
      const html = (await client.get(path).loginAs(user)).text()
      const links = [...html.matchAll(/class="term" href="\/help\/glossary#([^"]+)"/g)]
      assert.isAbove(links.length, 4, path)
      for (const [, slug] of links) assert.isTrue(anchors.has(slug!), `${path}: ${slug}`)
    }
  })

  test('the page of commands has every command of the program with all its options', async ({
    assert,
    client,
  }) => {
    const html = (await client.get('/help/commands').loginAs(user)).text()
    const files = await readdir(app.makePath('commands'))
    for (const file of files.filter((name) => !name.startsWith('_'))) {
      const text = await readFile(app.makePath('commands', file), 'utf8')
      const name = /commandName = '([^']+)'/.exec(text)![1]!
      assert.include(html, `<h2>${name}</h2>`)
      const options = [...text.matchAll(/@flags\.(?:[\s\S]*?)\)\s*declare (\w+)/g)]
      const named = [...text.matchAll(/flagName: '([^']+)'/g)].map(([, flag]) => flag!)
      const section = html.split(`<h2>${name}</h2>`)[1]!.split('<h2>')[0]!
      assert.lengthOf([...section.matchAll(/<code>--/g)], options.length, name)
      for (const flag of named) assert.include(section, `--${flag}`)
    }
    assert.notInclude(html, '<h2>make:controller</h2>')
  })

  test('the tables of parameters have every parameter, each with a place of its own', async ({
    assert,
    client,
  }) => {
    const html = (await client.get('/help/parameters').loginAs(user)).text()
    for (const { path } of CATALOGUE) assert.include(html, `<tr id="${path}">`)
  })

  test('search finds texts, terms, parameters and commands, and says where', async ({
    assert,
    client,
  }) => {
    const found = async (text: string) => (await searchHelp(text)).map(({ href }) => href)
    assert.equal((await found('drain'))[0], '/help/glossary#drain')
    assert.include(await found('agent.gamma'), '/help/parameters#agent.gamma')
    assert.include(await found('queues workers lost'), '/help/running-the-service#jobs-and-workers')
    assert.include(await found('db:backup'), '/help/commands#db-backup')
    assert.isEmpty(await found('nothinghasthisword'))
    const page = await client.get('/help/search?q=%3Cscript%3E').loginAs(user)
    assert.notInclude(page.text(), '<script>”')
    assert.include(page.text(), 'No text, term, parameter or command has all these words.')
  })

  test('every topic is a page with a heading, and what a hit names is on it', async ({
    assert,
    client,
  }) => {
    const pages = new Map<string, string>()
    for (const { slug } of HELP_TOPICS) {
      const html = (await client.get(`/help/${slug}`).loginAs(user)).text()
      assert.match(html, /<h1[^>]*>/)
      pages.set(`/help/${slug}`, html)
    }
    for (const { href } of await searchHelp('run')) {
      const [path, place] = href.split('#')
      if (place !== undefined) assert.include(pages.get(path!)!, `id="${place}"`)
    }
  })
})

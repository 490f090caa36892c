import Bowser from 'bowser'

const LONGEST = 60

/** What a browser calls itself, in short: `Chrome 147 on Linux`; of a program its own words. */
export function browserName(agent: string | null): string {
  if (agent === null || agent === '') return 'unknown'
  const { browser, os } = Bowser.parse(agent)
  if (browser.name === undefined || os.name === undefined) return agent.slice(0, LONGEST)
  const version = browser.version?.split('.')[0]
  return `${browser.name}${version ? ` ${version}` : ''} on ${os.name}`
}

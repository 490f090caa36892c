/** Tabs of a run's pages. */
export function runTabs(runId: number) {
  return [
    { key: 'overview', label: 'Overview', href: `/runs/${runId}` },
    { key: 'episodes', label: 'Episodes', href: `/runs/${runId}/episodes` },
    { key: 'observation', label: 'Observation', href: `/runs/${runId}/observation` },
    { key: 'configuration', label: 'Configuration', href: `/runs/${runId}/configuration` },
  ]
}

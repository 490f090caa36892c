import { json, operation } from '#openapi/operation'
import { listOperation } from '#openapi/list_operation'
import { boolean } from '#openapi/shape'
import { EPISODE_SORTS } from '#services/api/episode_list'
import { OPERATION_SORTS, STEP_SORTS, TRADE_SORTS } from '#services/api/episode_parts'
import {
  operationRecord,
  stepRecord,
  tradeRecord,
} from '#transformers/records/episode_part_records'
import { episodeRecord } from '#transformers/records/episode_record'
import { episodeModel } from '#transformers/records/model_record'
import {
  episodeFilters,
  operationFilters,
  stepFilters,
  tradeFilters,
} from '#validators/api/list_filters'

const tag = 'Episodes'
const part = {
  tag,
  problems: [404],
  immutable: true,
  also: { steps_recorded: boolean('Whether steps, trades and operations were stored.') },
} as const

export const listEpisodes = listOperation({
  id: 'episodes.index',
  path: '/episodes/',
  tag,
  summary: 'Episodes of all runs',
  row: episodeRecord,
  filters: episodeFilters,
  sorts: EPISODE_SORTS,
  usualSort: '-episode_id',
})

export const showEpisode = operation({
  id: 'episodes.show',
  method: 'GET',
  path: '/episodes/{episode_id}',
  tag,
  summary: 'One episode',
  needs: 'read',
  answers: { 200: json('The episode.', episodeRecord) },
  problems: [404],
  immutable: true,
})

export const listSteps = listOperation({
  ...part,
  id: 'episodes.steps',
  path: '/episodes/{episode_id}/steps/',
  summary: 'Steps of an episode, by bar',
  row: stepRecord,
  filters: stepFilters,
  sorts: STEP_SORTS,
  usualSort: 'bar',
  usualRows: 1000,
  mostRows: 10_000,
})

export const listTrades = listOperation({
  ...part,
  id: 'episodes.trades',
  path: '/episodes/{episode_id}/trades/',
  summary: 'Round trips of an episode',
  row: tradeRecord,
  filters: tradeFilters,
  sorts: TRADE_SORTS,
  usualSort: 'trade_id',
  usualRows: 1000,
  mostRows: 10_000,
})

export const listOperations = listOperation({
  ...part,
  id: 'episodes.operations',
  path: '/episodes/{episode_id}/operations/',
  summary: 'Fills of an episode',
  row: operationRecord,
  filters: operationFilters,
  sorts: OPERATION_SORTS,
  usualSort: 'operation_id',
  usualRows: 1000,
  mostRows: 10_000,
})

export const showEpisodeModel = operation({
  id: 'episodes.model',
  method: 'GET',
  path: '/episodes/{episode_id}/model/',
  tag,
  summary: 'Model of the run that played an episode',
  needs: 'read',
  answers: { 200: json('The model with its manifest.', episodeModel) },
  problems: [404],
  immutable: true,
})

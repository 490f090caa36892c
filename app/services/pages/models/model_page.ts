import { medianSeed } from '#core/evaluation/tear_sheet/seeds'
import type { ModelManifest } from '#core/agent/model_manifest'
import type { EvaluationRange } from '#services/evaluation/evaluation_rows'
import { exportsOf, type ExportRow } from '#services/models/model_export_rows'
import { knownModel, namedModel, versionsOf, type ModelDetail } from '#services/models/model_reader'
import { promotionOf, type Promotion } from '#services/pages/models/promotion'
import { experimentDatasets, type RunDataset } from '#services/pages/run_detail'
import { rows } from '#services/pages/rows'

/** The weights of one seed with all that is needed to use them. */
export interface ModelMember {
  readonly model_id: number
  readonly run_id: number
  readonly seed: number
  readonly status: string
  readonly episode_id: number | null
  readonly validation: number | null
  readonly weights_sha256: string
  readonly size_bytes: number
  readonly manifest: ModelManifest & { readonly episode: number }
}

export interface JudgedBy {
  readonly evaluation_id: number
  readonly run_id: number | null
  readonly range: EvaluationRange
  readonly look: number | null
  readonly created_at: Date
}

export interface ModelPage {
  readonly model: ModelDetail
  readonly members: readonly ModelMember[]
  /** Place of the member whose manifest is shown; the one with the median validation by default. */
  readonly shown: number
  readonly datasets: readonly RunDataset[]
  /** Completed ones, the newest first. */
  readonly evaluations: readonly JudgedBy[]
  readonly exports: readonly ExportRow[]
  /** Versions of the name that are compared, this one too, the newest first; none of a candidate. */
  readonly versions: readonly ModelDetail[]
  /** Versions of the name in all. */
  readonly versionCount: number
  readonly promotion: Promotion | null
}

const MOST_EVALUATIONS = 6
const MOST_VERSIONS = 6

/** Of a promoted model the weights that were promoted; of a candidate all there are. */
async function membersOf({ experiment_id: id, model_version_id: version }: ModelDetail) {
  return rows<ModelMember>(
    `select m.model_id, r.run_id, r.seed, r.status, m.episode_id, m.validation, m.weights_sha256,
       m.size_bytes, m.manifest
     from training_runs r join models m using (run_id)
     left join model_version_members k using (model_id)
     where r.experiment_id = :experiment
       and (cast(:version as bigint) is null or k.model_version_id = :version)
     order by r.seed`,
    { experiment: id, version }
  )
}

async function judgesOf(experimentId: number): Promise<JudgedBy[]> {
  return rows<JudgedBy>(
    `select evaluation_id, run_id, range, look, created_at from evaluation_runs
     where experiment_id = :experiment and status = 'completed'
     order by evaluation_id desc limit ${MOST_EVALUATIONS}`,
    { experiment: experimentId }
  )
}

async function pageOf(model: ModelDetail, seed: number | null): Promise<ModelPage> {
  const { experiment_id: id, name } = model
  const [members, datasets, evaluations, exports, versions, promotion] = await Promise.all([
    membersOf(model),
    experimentDatasets(id),
    judgesOf(id),
    exportsOf(id),
    name === null ? [] : versionsOf(name),
    promotionOf(id),
  ])
  const asked = members.findIndex((member) => member.seed === seed)
  const shown = asked >= 0 ? asked : middleOf(members)
  return {
    ...{ model, members, shown, datasets, evaluations, promotion },
    exports: exports.filter(({ run_id: run }) => members.some((each) => each.run_id === run)),
    versions: comparedVersions(versions, model),
    versionCount: versions.length,
  }
}

/** The newest versions, and the page's own among them. */
function comparedVersions(versions: readonly ModelDetail[], own: ModelDetail): ModelDetail[] {
  const newest = versions.slice(0, MOST_VERSIONS)
  const isListed = newest.some(({ version }) => version === own.version)
  const mine = versions.filter(({ version }) => version === own.version)
  return isListed ? newest : [...newest.slice(0, -1), ...mine]
}

function middleOf(members: readonly ModelMember[]): number {
  return members.length === 0 ? 0 : medianSeed(members.map(({ validation }) => validation))
}

/**
 * The model of an experiment, whether it has a name or not.
 * @throws E_MODEL_NOT_FOUND
 */
export async function candidatePage(experimentId: number, seed: number | null) {
  return pageOf(await knownModel(experimentId), seed)
}

/** @throws E_MODEL_NOT_FOUND */
export async function versionPage(name: string, version: number, seed: number | null) {
  return pageOf(await namedModel(name, version), seed)
}

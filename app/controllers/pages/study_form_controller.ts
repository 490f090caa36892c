import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { goneSignal } from '#controllers/pages/gone_signal'
import { PRESETS } from '#core/parameters/preset'
import { OBJECTIVE_LABELS, OBJECTIVES } from '#core/tuning/objectives'
import { SAMPLERS } from '#core/tuning/sampler'
import { SCHEDULERS } from '#core/tuning/scheduler'
import LaunchPage from '#services/pages/launch_page'
import type { StudyForm } from '#services/pages/studies/study_form'
import { basedOn, editSpace } from '#services/pages/studies/study_form_edits'
import StudyLaunchPage from '#services/pages/studies/study_launch_page'
import { startedStudy } from '#services/pages/studies/study_start'
import { visiblePresets } from '#services/presets/saved_presets'
import TuningService from '#services/tuning_service'
import { rowId, spaceEditor, spaceStrips } from '#transformers/forms/space_editor'
import { choiceIn, integerIn } from '#validators/list_query'
import { readStudyForm, studyInputOf } from '#validators/read_study_form'
import { baseSource, PRESET_NAMES, spaceEdit } from '#validators/space_edit'
import { studyForm } from '#validators/study_form'

/** The form of a new study, and what answers while it is filled in. */
@inject()
export default class StudyFormController {
  constructor(
    protected tuning: TuningService,
    protected studies: StudyLaunchPage,
    protected launches: LaunchPage
  ) {}

  async create({ auth, request, view }: HttpContext) {
    const query = request.qs()
    const { form, from, run } = await startedStudy({
      from: integerIn(query, 'from'),
      run: integerIn(query, 'from_run'),
      space: choiceIn(query, 'space', PRESET_NAMES, 'agent'),
      datasetId: integerIn(query, 'dataset') ?? (await this.launches.usualDataset()),
    })
    return view.render('pages/studies/create', {
      ...(await this.#base(form, auth.getUserOrFail().id, {})),
      ...(await this.#judge(form)),
      from,
      run,
      editor: spaceEditor({ space: form.space, problem: null, focus: '' }),
      objectives: OBJECTIVES.map((metric) => ({ metric, label: OBJECTIVE_LABELS[metric] })),
      schedulers: SCHEDULERS,
      samplers: SAMPLERS,
      crumbs: [{ label: 'Studies', href: '/studies' }, { label: 'New' }],
    })
  }

  /** The Before-launch panel for what is typed so far, and a strip of samples for each row. */
  async check({ request, view }: HttpContext) {
    const form = await studyForm(request.all())
    return view.render('partials/studies/checked', await this.#judge(form))
  }

  /** The same, after the checks before training and, where it is needed, a trial of two seconds. */
  async try(ctx: HttpContext) {
    const { request, view } = ctx
    const form = await studyForm(request.all())
    const { input, faults } = readStudyForm(form)
    await this.studies.try(input, faults, goneSignal(ctx))
    return view.render('partials/studies/checked', await this.#judge(form))
  }

  /** The editor of the search space after a press of one of its buttons. */
  async space({ request, view }: HttpContext) {
    const body = request.all()
    const { space } = await studyForm(body)
    const edited = await editSpace(space, await spaceEdit(body))
    return view.render('partials/studies/space_editor', { editor: spaceEditor(edited), strips: {} })
  }

  /** The section of the base with the configuration of a run or of a saved preset. */
  async base({ auth, request, view }: HttpContext) {
    const body = request.all()
    const { id: userId } = auth.getUserOrFail()
    const source = await baseSource(body, userId)
    const { form, problem } = await basedOn(await studyForm(body), source)
    const problems = problem === null ? {} : { [source.kind]: problem }
    return view.render('partials/studies/base_fields', await this.#base(form, userId, problems))
  }

  async store(ctx: HttpContext) {
    const form = await studyForm(ctx.request.all())
    const studyId = await this.tuning.launch(studyInputOf(form), actorOf(ctx))
    return ctx.response.redirect(`/studies/${studyId}`)
  }

  async #base(form: StudyForm, userId: number, problems: { run?: string; saved?: string }) {
    const [datasetId = null, ...moreDatasets] = form.datasets
    return {
      form,
      baseProblems: problems,
      presets: PRESETS,
      saved: await visiblePresets(userId),
      options: await this.launches.options(),
      start: { datasetId, moreDatasets },
    }
  }

  async #judge(form: StudyForm) {
    const { input, faults } = readStudyForm(form)
    const judged = await this.studies.judge(input, faults)
    const { rows, view } = form.space
    const shown = view === 'rows' ? rows.map(({ path }) => ({ id: rowId(path) })) : []
    return { ...judged, shown, strips: spaceStrips(rows, judged.samples) }
  }
}

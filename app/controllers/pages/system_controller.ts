import type { HttpContext } from '@adonisjs/core/http'
import { jobList, modelList, workerList } from '#services/pages/system'

export default class SystemController {
  async models({ view }: HttpContext) {
    return view.render('pages/models/index', { models: await modelList() })
  }

  async jobs({ view }: HttpContext) {
    const [jobs, workers] = await Promise.all([jobList(), workerList()])
    return view.render('pages/jobs/index', { jobs, workers })
  }
}

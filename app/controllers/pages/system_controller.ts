import type { HttpContext } from '@adonisjs/core/http'
import { jobList, workerList } from '#services/pages/system'

export default class SystemController {
  async jobs({ view }: HttpContext) {
    const [jobs, workers] = await Promise.all([jobList(), workerList()])
    return view.render('pages/jobs/index', { jobs, workers })
  }
}

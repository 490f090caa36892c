import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'setup.show': { paramsTuple?: []; params?: {} }
    'setup.store': { paramsTuple?: []; params?: {} }
    'sessions.create': { paramsTuple?: []; params?: {} }
    'sessions.store': { paramsTuple?: []; params?: {} }
    'openid.begin': { paramsTuple?: []; params?: {} }
    'openid.finish': { paramsTuple?: []; params?: {} }
    'forgotten.create': { paramsTuple?: []; params?: {} }
    'forgotten.store': { paramsTuple?: []; params?: {} }
    'sessions.destroy': { paramsTuple?: []; params?: {} }
    'account.show': { paramsTuple?: []; params?: {} }
    'account.password': { paramsTuple?: []; params?: {} }
    'account.sessions.end': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'links.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'links.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'users.index': { paramsTuple?: []; params?: {} }
    'users.invite': { paramsTuple?: []; params?: {} }
    'users.invitations.revoke': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.role': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.disable': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.enable': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.reset': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tokens.revoke': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tokens.index': { paramsTuple?: []; params?: {} }
    'tokens.store': { paramsTuple?: []; params?: {} }
    'audit.index': { paramsTuple?: []; params?: {} }
    'audit.file': { paramsTuple?: []; params?: {} }
    'datasets.index': { paramsTuple?: []; params?: {} }
    'datasets.create': { paramsTuple?: []; params?: {} }
    'datasets.fetch.live': { paramsTuple?: []; params?: {} }
    'datasets.preview': { paramsTuple?: []; params?: {} }
    'datasets.store': { paramsTuple?: []; params?: {} }
    'datasets.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.bars': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.features': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.index': { paramsTuple?: []; params?: {} }
    'runs.create': { paramsTuple?: []; params?: {} }
    'runs.store': { paramsTuple?: []; params?: {} }
    'runs.check': { paramsTuple?: []; params?: {} }
    'runs.try': { paramsTuple?: []; params?: {} }
    'runs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.episodes': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.observation': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.configuration': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.note': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.reproduce': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.log': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'presets.index': { paramsTuple?: []; params?: {} }
    'presets.store': { paramsTuple?: []; params?: {} }
    'presets.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'presets.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.index': { paramsTuple?: []; params?: {} }
    'episodes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.observation': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.observation.file': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'reruns.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'reruns.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'experiments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'experiments.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'experiments.describe': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.index': { paramsTuple?: []; params?: {} }
    'evaluations.create': { paramsTuple?: []; params?: {} }
    'evaluations.look': { paramsTuple?: []; params?: {} }
    'evaluations.store': { paramsTuple?: []; params?: {} }
    'evaluations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'compare.show': { paramsTuple?: []; params?: {} }
    'studies.index': { paramsTuple?: []; params?: {} }
    'studies.create': { paramsTuple?: []; params?: {} }
    'studies.check': { paramsTuple?: []; params?: {} }
    'studies.try': { paramsTuple?: []; params?: {} }
    'studies.space': { paramsTuple?: []; params?: {} }
    'studies.base': { paramsTuple?: []; params?: {} }
    'studies.store': { paramsTuple?: []; params?: {} }
    'studies.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.plots': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.contour': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'studies.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.trial': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'trial': ParamValue} }
    'studies.pause': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.stop': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.extend': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.retrain': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'models.index': { paramsTuple?: []; params?: {} }
    'models.candidate': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'models.promote': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'models.retire': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'models.export': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'models.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'models.show': { paramsTuple: [ParamValue,ParamValue]; params: {'name': ParamValue,'version': ParamValue} }
    'chosen.file': { paramsTuple?: []; params?: {} }
    'chosen.confirm': { paramsTuple: [ParamValue]; params: {'act': ParamValue} }
    'chosen.store': { paramsTuple: [ParamValue]; params: {'act': ParamValue} }
    'overview': { paramsTuple?: []; params?: {} }
    'overview.live': { paramsTuple?: []; params?: {} }
    'events.live': { paramsTuple?: []; params?: {} }
    'search': { paramsTuple?: []; params?: {} }
    'jobs.index': { paramsTuple?: []; params?: {} }
    'jobs.live': { paramsTuple?: []; params?: {} }
    'workers.confirm': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'workers.drain': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'workers.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'help.index': { paramsTuple?: []; params?: {} }
    'help.search': { paramsTuple?: []; params?: {} }
    'help.show': { paramsTuple: [ParamValue]; params: {'topic': ParamValue} }
    'settings.show': { paramsTuple?: []; params?: {} }
    'settings.rate': { paramsTuple?: []; params?: {} }
    'webhooks.store': { paramsTuple?: []; params?: {} }
    'webhooks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.test': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.episodes.index': { paramsTuple?: []; params?: {} }
    'api.episodes.show': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.steps': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.trades': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.operations': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.model': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.runs.index': { paramsTuple?: []; params?: {} }
    'api.runs.store': { paramsTuple?: []; params?: {} }
    'api.runs.show': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.runs.note': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.runs.destroy': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.runs.cancel': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.runs.resume': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.runs.episodes': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.experiments.index': { paramsTuple?: []; params?: {} }
    'api.experiments.show': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.experiments.describe': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.presets.index': { paramsTuple?: []; params?: {} }
    'api.presets.store': { paramsTuple?: []; params?: {} }
    'api.presets.show': { paramsTuple: [ParamValue]; params: {'preset_id': ParamValue} }
    'api.presets.update': { paramsTuple: [ParamValue]; params: {'preset_id': ParamValue} }
    'api.presets.destroy': { paramsTuple: [ParamValue]; params: {'preset_id': ParamValue} }
    'api.studies.index': { paramsTuple?: []; params?: {} }
    'api.studies.store': { paramsTuple?: []; params?: {} }
    'api.studies.show': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.destroy': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.pause': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.resume': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.stop': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.extend': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.enqueue': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.retrain': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.clone': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.results': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.rungs': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.summary': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.history': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.importance': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.correlation': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.curves': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.timeline': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.front': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.evaluations.index': { paramsTuple?: []; params?: {} }
    'api.evaluations.store': { paramsTuple?: []; params?: {} }
    'api.evaluations.show': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.cancel': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.destroy': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.metrics': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.looks': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.sheet': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.datasets.index': { paramsTuple?: []; params?: {} }
    'api.datasets.store': { paramsTuple?: []; params?: {} }
    'api.datasets.upload': { paramsTuple?: []; params?: {} }
    'api.datasets.show': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.datasets.destroy': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.datasets.bars': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.datasets.features': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.models.index': { paramsTuple?: []; params?: {} }
    'api.models.show': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.promote': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.retire': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.exports': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.export': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.file': { paramsTuple: [ParamValue]; params: {'model_export_file_id': ParamValue} }
    'api.workers.index': { paramsTuple?: []; params?: {} }
    'api.workers.drain': { paramsTuple: [ParamValue]; params: {'worker_id': ParamValue} }
    'api.workers.resume': { paramsTuple: [ParamValue]; params: {'worker_id': ParamValue} }
    'api.metrics': { paramsTuple?: []; params?: {} }
    'api.openapi': { paramsTuple?: []; params?: {} }
    'docs': { paramsTuple?: []; params?: {} }
    'docs.short': { paramsTuple?: []; params?: {} }
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  GET: {
    'setup.show': { paramsTuple?: []; params?: {} }
    'sessions.create': { paramsTuple?: []; params?: {} }
    'openid.begin': { paramsTuple?: []; params?: {} }
    'openid.finish': { paramsTuple?: []; params?: {} }
    'forgotten.create': { paramsTuple?: []; params?: {} }
    'account.show': { paramsTuple?: []; params?: {} }
    'links.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'users.index': { paramsTuple?: []; params?: {} }
    'tokens.index': { paramsTuple?: []; params?: {} }
    'audit.index': { paramsTuple?: []; params?: {} }
    'audit.file': { paramsTuple?: []; params?: {} }
    'datasets.index': { paramsTuple?: []; params?: {} }
    'datasets.create': { paramsTuple?: []; params?: {} }
    'datasets.fetch.live': { paramsTuple?: []; params?: {} }
    'datasets.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.bars': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.features': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.index': { paramsTuple?: []; params?: {} }
    'runs.create': { paramsTuple?: []; params?: {} }
    'runs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.episodes': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.observation': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.configuration': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.log': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'presets.index': { paramsTuple?: []; params?: {} }
    'episodes.index': { paramsTuple?: []; params?: {} }
    'episodes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.observation': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.observation.file': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'reruns.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'experiments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'experiments.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.index': { paramsTuple?: []; params?: {} }
    'evaluations.create': { paramsTuple?: []; params?: {} }
    'evaluations.look': { paramsTuple?: []; params?: {} }
    'evaluations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'compare.show': { paramsTuple?: []; params?: {} }
    'studies.index': { paramsTuple?: []; params?: {} }
    'studies.create': { paramsTuple?: []; params?: {} }
    'studies.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.plots': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.contour': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'studies.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.trial': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'trial': ParamValue} }
    'models.index': { paramsTuple?: []; params?: {} }
    'models.candidate': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'models.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'models.show': { paramsTuple: [ParamValue,ParamValue]; params: {'name': ParamValue,'version': ParamValue} }
    'chosen.file': { paramsTuple?: []; params?: {} }
    'chosen.confirm': { paramsTuple: [ParamValue]; params: {'act': ParamValue} }
    'overview': { paramsTuple?: []; params?: {} }
    'overview.live': { paramsTuple?: []; params?: {} }
    'events.live': { paramsTuple?: []; params?: {} }
    'search': { paramsTuple?: []; params?: {} }
    'jobs.index': { paramsTuple?: []; params?: {} }
    'jobs.live': { paramsTuple?: []; params?: {} }
    'workers.confirm': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'help.index': { paramsTuple?: []; params?: {} }
    'help.search': { paramsTuple?: []; params?: {} }
    'help.show': { paramsTuple: [ParamValue]; params: {'topic': ParamValue} }
    'settings.show': { paramsTuple?: []; params?: {} }
    'api.episodes.index': { paramsTuple?: []; params?: {} }
    'api.episodes.show': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.steps': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.trades': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.operations': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.model': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.runs.index': { paramsTuple?: []; params?: {} }
    'api.runs.show': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.runs.episodes': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.experiments.index': { paramsTuple?: []; params?: {} }
    'api.experiments.show': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.presets.index': { paramsTuple?: []; params?: {} }
    'api.presets.show': { paramsTuple: [ParamValue]; params: {'preset_id': ParamValue} }
    'api.studies.index': { paramsTuple?: []; params?: {} }
    'api.studies.show': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.results': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.rungs': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.summary': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.history': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.importance': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.correlation': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.curves': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.timeline': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.front': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.evaluations.index': { paramsTuple?: []; params?: {} }
    'api.evaluations.show': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.metrics': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.looks': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.sheet': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.datasets.index': { paramsTuple?: []; params?: {} }
    'api.datasets.show': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.datasets.bars': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.datasets.features': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.models.index': { paramsTuple?: []; params?: {} }
    'api.models.show': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.exports': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.file': { paramsTuple: [ParamValue]; params: {'model_export_file_id': ParamValue} }
    'api.workers.index': { paramsTuple?: []; params?: {} }
    'api.metrics': { paramsTuple?: []; params?: {} }
    'api.openapi': { paramsTuple?: []; params?: {} }
    'docs': { paramsTuple?: []; params?: {} }
    'docs.short': { paramsTuple?: []; params?: {} }
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  HEAD: {
    'setup.show': { paramsTuple?: []; params?: {} }
    'sessions.create': { paramsTuple?: []; params?: {} }
    'openid.begin': { paramsTuple?: []; params?: {} }
    'openid.finish': { paramsTuple?: []; params?: {} }
    'forgotten.create': { paramsTuple?: []; params?: {} }
    'account.show': { paramsTuple?: []; params?: {} }
    'links.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'users.index': { paramsTuple?: []; params?: {} }
    'tokens.index': { paramsTuple?: []; params?: {} }
    'audit.index': { paramsTuple?: []; params?: {} }
    'audit.file': { paramsTuple?: []; params?: {} }
    'datasets.index': { paramsTuple?: []; params?: {} }
    'datasets.create': { paramsTuple?: []; params?: {} }
    'datasets.fetch.live': { paramsTuple?: []; params?: {} }
    'datasets.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.bars': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'datasets.features': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.index': { paramsTuple?: []; params?: {} }
    'runs.create': { paramsTuple?: []; params?: {} }
    'runs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.episodes': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.observation': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.configuration': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.log': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'presets.index': { paramsTuple?: []; params?: {} }
    'episodes.index': { paramsTuple?: []; params?: {} }
    'episodes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.observation': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.observation.file': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'reruns.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'experiments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'experiments.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.index': { paramsTuple?: []; params?: {} }
    'evaluations.create': { paramsTuple?: []; params?: {} }
    'evaluations.look': { paramsTuple?: []; params?: {} }
    'evaluations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'compare.show': { paramsTuple?: []; params?: {} }
    'studies.index': { paramsTuple?: []; params?: {} }
    'studies.create': { paramsTuple?: []; params?: {} }
    'studies.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.plots': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.contour': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'studies.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.trial': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'trial': ParamValue} }
    'models.index': { paramsTuple?: []; params?: {} }
    'models.candidate': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'models.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'models.show': { paramsTuple: [ParamValue,ParamValue]; params: {'name': ParamValue,'version': ParamValue} }
    'chosen.file': { paramsTuple?: []; params?: {} }
    'chosen.confirm': { paramsTuple: [ParamValue]; params: {'act': ParamValue} }
    'overview': { paramsTuple?: []; params?: {} }
    'overview.live': { paramsTuple?: []; params?: {} }
    'events.live': { paramsTuple?: []; params?: {} }
    'search': { paramsTuple?: []; params?: {} }
    'jobs.index': { paramsTuple?: []; params?: {} }
    'jobs.live': { paramsTuple?: []; params?: {} }
    'workers.confirm': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'help.index': { paramsTuple?: []; params?: {} }
    'help.search': { paramsTuple?: []; params?: {} }
    'help.show': { paramsTuple: [ParamValue]; params: {'topic': ParamValue} }
    'settings.show': { paramsTuple?: []; params?: {} }
    'api.episodes.index': { paramsTuple?: []; params?: {} }
    'api.episodes.show': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.steps': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.trades': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.operations': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.episodes.model': { paramsTuple: [ParamValue]; params: {'episode_id': ParamValue} }
    'api.runs.index': { paramsTuple?: []; params?: {} }
    'api.runs.show': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.runs.episodes': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.experiments.index': { paramsTuple?: []; params?: {} }
    'api.experiments.show': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.presets.index': { paramsTuple?: []; params?: {} }
    'api.presets.show': { paramsTuple: [ParamValue]; params: {'preset_id': ParamValue} }
    'api.studies.index': { paramsTuple?: []; params?: {} }
    'api.studies.show': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.results': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.rungs': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.summary': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.history': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.importance': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.correlation': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.curves': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.timeline': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.front': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.evaluations.index': { paramsTuple?: []; params?: {} }
    'api.evaluations.show': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.metrics': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.looks': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.evaluations.sheet': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.datasets.index': { paramsTuple?: []; params?: {} }
    'api.datasets.show': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.datasets.bars': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.datasets.features': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.models.index': { paramsTuple?: []; params?: {} }
    'api.models.show': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.exports': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.file': { paramsTuple: [ParamValue]; params: {'model_export_file_id': ParamValue} }
    'api.workers.index': { paramsTuple?: []; params?: {} }
    'api.metrics': { paramsTuple?: []; params?: {} }
    'api.openapi': { paramsTuple?: []; params?: {} }
    'docs': { paramsTuple?: []; params?: {} }
    'docs.short': { paramsTuple?: []; params?: {} }
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  POST: {
    'setup.store': { paramsTuple?: []; params?: {} }
    'sessions.store': { paramsTuple?: []; params?: {} }
    'forgotten.store': { paramsTuple?: []; params?: {} }
    'sessions.destroy': { paramsTuple?: []; params?: {} }
    'account.password': { paramsTuple?: []; params?: {} }
    'account.sessions.end': { paramsTuple: [ParamValue]; params: {'key': ParamValue} }
    'links.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'users.invite': { paramsTuple?: []; params?: {} }
    'users.invitations.revoke': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.role': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.disable': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.enable': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.reset': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tokens.revoke': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tokens.store': { paramsTuple?: []; params?: {} }
    'datasets.preview': { paramsTuple?: []; params?: {} }
    'datasets.store': { paramsTuple?: []; params?: {} }
    'datasets.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.store': { paramsTuple?: []; params?: {} }
    'runs.check': { paramsTuple?: []; params?: {} }
    'runs.try': { paramsTuple?: []; params?: {} }
    'runs.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.note': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.reproduce': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'presets.store': { paramsTuple?: []; params?: {} }
    'presets.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'presets.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'reruns.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'experiments.describe': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.store': { paramsTuple?: []; params?: {} }
    'evaluations.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'evaluations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.check': { paramsTuple?: []; params?: {} }
    'studies.try': { paramsTuple?: []; params?: {} }
    'studies.space': { paramsTuple?: []; params?: {} }
    'studies.base': { paramsTuple?: []; params?: {} }
    'studies.store': { paramsTuple?: []; params?: {} }
    'studies.pause': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.stop': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.extend': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.retrain': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'studies.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'models.promote': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'models.retire': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'models.export': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'chosen.store': { paramsTuple: [ParamValue]; params: {'act': ParamValue} }
    'workers.drain': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'workers.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'settings.rate': { paramsTuple?: []; params?: {} }
    'webhooks.store': { paramsTuple?: []; params?: {} }
    'webhooks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.test': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.runs.store': { paramsTuple?: []; params?: {} }
    'api.runs.cancel': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.runs.resume': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.presets.store': { paramsTuple?: []; params?: {} }
    'api.studies.store': { paramsTuple?: []; params?: {} }
    'api.studies.pause': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.resume': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.stop': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.extend': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.enqueue': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.retrain': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.studies.clone': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.evaluations.store': { paramsTuple?: []; params?: {} }
    'api.evaluations.cancel': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.datasets.store': { paramsTuple?: []; params?: {} }
    'api.datasets.upload': { paramsTuple?: []; params?: {} }
    'api.models.promote': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.retire': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.models.export': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.workers.drain': { paramsTuple: [ParamValue]; params: {'worker_id': ParamValue} }
    'api.workers.resume': { paramsTuple: [ParamValue]; params: {'worker_id': ParamValue} }
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  PATCH: {
    'api.runs.note': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.experiments.describe': { paramsTuple: [ParamValue]; params: {'experiment_id': ParamValue} }
    'api.presets.update': { paramsTuple: [ParamValue]; params: {'preset_id': ParamValue} }
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  DELETE: {
    'api.runs.destroy': { paramsTuple: [ParamValue]; params: {'run_id': ParamValue} }
    'api.presets.destroy': { paramsTuple: [ParamValue]; params: {'preset_id': ParamValue} }
    'api.studies.destroy': { paramsTuple: [ParamValue]; params: {'study_id': ParamValue} }
    'api.evaluations.destroy': { paramsTuple: [ParamValue]; params: {'evaluation_id': ParamValue} }
    'api.datasets.destroy': { paramsTuple: [ParamValue]; params: {'dataset_id': ParamValue} }
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  ACL: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  BIND: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  CHECKOUT: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  COPY: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  LINK: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  LOCK: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  M-SEARCH: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  MERGE: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  MKACTIVITY: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  MKCALENDAR: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  MKCOL: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  MOVE: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  NOTIFY: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  OPTIONS: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  PROPFIND: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  PROPPATCH: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  PURGE: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  PUT: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  QUERY: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  REBIND: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  REPORT: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  SEARCH: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  SOURCE: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  SUBSCRIBE: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  TRACE: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  UNBIND: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  UNLINK: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  UNLOCK: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  UNSUBSCRIBE: {
    'api.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}
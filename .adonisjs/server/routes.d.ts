import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'setup.show': { paramsTuple?: []; params?: {} }
    'setup.store': { paramsTuple?: []; params?: {} }
    'sessions.create': { paramsTuple?: []; params?: {} }
    'sessions.store': { paramsTuple?: []; params?: {} }
    'sessions.destroy': { paramsTuple?: []; params?: {} }
    'account.show': { paramsTuple?: []; params?: {} }
    'account.password': { paramsTuple?: []; params?: {} }
    'datasets.index': { paramsTuple?: []; params?: {} }
    'datasets.create': { paramsTuple?: []; params?: {} }
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
    'runs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.live': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.episodes': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.observation': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.configuration': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.log': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.index': { paramsTuple?: []; params?: {} }
    'episodes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'experiments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'overview': { paramsTuple?: []; params?: {} }
    'models.index': { paramsTuple?: []; params?: {} }
    'jobs.index': { paramsTuple?: []; params?: {} }
    'help.index': { paramsTuple?: []; params?: {} }
    'help.show': { paramsTuple: [ParamValue]; params: {'topic': ParamValue} }
  }
  GET: {
    'setup.show': { paramsTuple?: []; params?: {} }
    'sessions.create': { paramsTuple?: []; params?: {} }
    'account.show': { paramsTuple?: []; params?: {} }
    'datasets.index': { paramsTuple?: []; params?: {} }
    'datasets.create': { paramsTuple?: []; params?: {} }
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
    'episodes.index': { paramsTuple?: []; params?: {} }
    'episodes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'experiments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'overview': { paramsTuple?: []; params?: {} }
    'models.index': { paramsTuple?: []; params?: {} }
    'jobs.index': { paramsTuple?: []; params?: {} }
    'help.index': { paramsTuple?: []; params?: {} }
    'help.show': { paramsTuple: [ParamValue]; params: {'topic': ParamValue} }
  }
  HEAD: {
    'setup.show': { paramsTuple?: []; params?: {} }
    'sessions.create': { paramsTuple?: []; params?: {} }
    'account.show': { paramsTuple?: []; params?: {} }
    'datasets.index': { paramsTuple?: []; params?: {} }
    'datasets.create': { paramsTuple?: []; params?: {} }
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
    'episodes.index': { paramsTuple?: []; params?: {} }
    'episodes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.chart': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'episodes.file': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'file': ParamValue} }
    'experiments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'overview': { paramsTuple?: []; params?: {} }
    'models.index': { paramsTuple?: []; params?: {} }
    'jobs.index': { paramsTuple?: []; params?: {} }
    'help.index': { paramsTuple?: []; params?: {} }
    'help.show': { paramsTuple: [ParamValue]; params: {'topic': ParamValue} }
  }
  POST: {
    'setup.store': { paramsTuple?: []; params?: {} }
    'sessions.store': { paramsTuple?: []; params?: {} }
    'sessions.destroy': { paramsTuple?: []; params?: {} }
    'account.password': { paramsTuple?: []; params?: {} }
    'datasets.preview': { paramsTuple?: []; params?: {} }
    'datasets.store': { paramsTuple?: []; params?: {} }
    'datasets.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.store': { paramsTuple?: []; params?: {} }
    'runs.check': { paramsTuple?: []; params?: {} }
    'runs.cancel': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'runs.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}
import { engineFactory } from '../../app/compute/engines/factory.ts'

/** The engine that learning is shown with: the one that a run takes by itself. */
export const learningEngines = engineFactory('auto')

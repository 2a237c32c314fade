import type { Findings } from '../report/figure.ts'
import { measureFind } from './measure-find.ts'
import { measureLoad } from './measure-load.ts'
import { measureQueue } from './measure-queue.ts'
import { measureSignals } from './measure-signals.ts'
import type { Stage } from './open-stage.ts'

/** Measures one part of the desk. */
export type DeskPart = (stage: Stage, options: { runs: number }) => Promise<Pick<Findings, 'figures' | 'faults'>>

/** The parts of the bench by name. A new part is a file with one function, and a line here. */
export const parts: Readonly<Record<string, DeskPart>> = {
  load: measureLoad,
  queue: measureQueue,
  find: measureFind,
  signals: measureSignals,
}

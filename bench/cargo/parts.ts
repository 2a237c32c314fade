import type { Findings } from '../report/figure.ts'
import { measureCasePage } from './measure-case-page.ts'
import { measureChanges } from './measure-changes.ts'
import { measureCuscar } from './measure-cuscar.ts'
import { measureLoop } from './measure-loop.ts'
import { measureManifest } from './measure-manifest.ts'
import { measureNode } from './measure-node.ts'
import { measureNodeManifest } from './measure-node-manifest.ts'
import { measureRead } from './measure-read.ts'
import { measureRules } from './measure-rules.ts'
import { measureScenarios } from './measure-scenarios.ts'
import { measureSteps } from './measure-steps.ts'
import { measureTargeting } from './measure-targeting.ts'

/** Measures one part of the cargo gateway. `data` is the folder of the developers' data, which may be absent. */
export type CargoPart = (given: {
  data: string
  beside: string
  seed: number
  megabytes: number
  consignments: number
  open: number
}) => Promise<Pick<Findings, 'figures' | 'faults'>> | Pick<Findings, 'figures' | 'faults'>

/** The parts of the bench by name. A new part is a file with one function, and a line here. */
export const parts: Readonly<Record<string, CargoPart>> = {
  read: measureRead,
  manifest: measureManifest,
  targeting: measureTargeting,
  loop: measureLoop,
  rules: measureRules,
  cuscar: measureCuscar,
  scenarios: measureScenarios,
  node: measureNode,
  steps: measureSteps,
  'node-manifest': measureNodeManifest,
  changes: measureChanges,
  'case-page': measureCasePage,
}

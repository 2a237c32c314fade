import type { Hit } from '@entente/contracts'
import { type Fact, FactList } from '../parts/fact-list.tsx'
import { Panel } from '../parts/panel.tsx'
import { hundredths } from '../texts/numbers.ts'
import { richText, text } from '../texts/text.ts'
import { instantHere } from '../texts/times.ts'
import classes from './score-origin.module.css'

/** The versions that a score depends on. A missing property is not shown; null means that the node did not record it. */
export interface Origin {
  matchedName: Hit['matchedName']
  threshold: number | null
  thresholdVersion: number | null
  engine: { code: string; tables: string; index?: string }
  signal?: { version: number; listVersion: string | null }
  recordVersion?: number | null
  at?: string
  /** True if the record is masked, so that no name is shown. */
  masked?: boolean
}

/** Returns the version of the signal or of the rule that made a hit. */
export const madeByVersion = ({ signalVersion, rule }: Pick<Hit, 'signalVersion' | 'rule'>): number =>
  signalVersion ?? rule?.version ?? 1

/** Shows the origin of a hit's score in a case. */
export const originOf = (hit: Hit, masked: boolean): Origin => ({
  matchedName: hit.matchedName,
  threshold: hit.threshold,
  thresholdVersion: hit.thresholdVersion,
  engine: hit.engine,
  signal: { version: madeByVersion(hit), listVersion: hit.listVersion },
  recordVersion: hit.subjectVersion,
  at: hit.at,
  masked,
})

/** Shows the origin of a score: the compared names, and the versions of all data and code that it depends on. */
export function ScoreOrigin({ origin, about }: { origin: Origin; about?: string | undefined }) {
  return (
    <Panel title={text('evidence.origin.title')} about={about}>
      <FactList wide facts={factsOf(origin)} />
    </Panel>
  )
}

function factsOf(origin: Origin): Fact[] {
  const { signal, recordVersion, engine, threshold } = origin
  const facts: Fact[] = []
  if (!origin.masked) facts.push({ name: text('evidence.origin.compared'), value: <Names origin={origin} /> })
  if (signal)
    facts.push({
      name: text('evidence.origin.signal'),
      value: text('evidence.origin.signalVersion', { version: signal.version, list: signal.listVersion }),
    })
  if (recordVersion !== undefined)
    facts.push({
      name: text('evidence.origin.record'),
      value:
        recordVersion === null
          ? text('evidence.origin.notKept')
          : text('evidence.origin.recordVersion', { version: recordVersion }),
    })
  facts.push({
    name: text('evidence.origin.threshold'),
    value:
      threshold === null
        ? text('evidence.origin.notKept')
        : text('evidence.origin.thresholdVersion', { value: hundredths(threshold), version: origin.thresholdVersion }),
  })
  facts.push({ name: text('evidence.origin.engine'), value: <Code code={engine.code} /> })
  facts.push({
    name: text('evidence.origin.tables'),
    value: <Code code={engine.tables.slice(0, 12)} hint={`${text('evidence.origin.tablesHint')} ${engine.tables}`} />,
  })
  if (engine.index !== undefined)
    facts.push({ name: text('evidence.origin.index'), value: <Code code={engine.index} /> })
  if (origin.at !== undefined) facts.push({ name: text('evidence.origin.at'), value: instantHere(origin.at, true) })
  return facts
}

function Names({ origin: { matchedName, threshold, signal } }: { origin: Origin }) {
  if (matchedName === null)
    return threshold === null ? text('evidence.origin.notKept') : text('evidence.origin.documentOnly')
  return (
    <>
      {richText('evidence.origin.pair', { a: <bdi>{matchedName.a}</bdi>, b: <bdi>{matchedName.b}</bdi> })}
      {signal && <>, {text(`evidence.origin.quality.${matchedName.quality}`)}</>}
    </>
  )
}

function Code({ code, hint }: { code: string; hint?: string }) {
  return (
    <bdi dir="ltr" className={classes.code} title={hint}>
      {code}
    </bdi>
  )
}

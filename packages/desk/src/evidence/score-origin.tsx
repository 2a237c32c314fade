import type { Hit } from '@entente/contracts'
import { type Fact, FactList } from '../parts/fact-list.tsx'
import { Panel } from '../parts/panel.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { hundredths } from '../texts/numbers.ts'
import { instantUtc } from '../texts/times.ts'
import classes from './score-origin.module.css'

/** What a score rests on. What is left out is not shown; what is null the release that compared them did not keep. */
export interface Origin {
  matchedName: Hit['matchedName']
  threshold: number | null
  thresholdVersion: number | null
  engine: { code: string; tables: string; index?: string }
  signal?: { version: number; listVersion: string | null }
  recordVersion?: number | null
  at?: string
  /** No name is shown: the record is masked. */
  masked?: boolean
}

/** The origin of a case's hit. */
export const originOf = (hit: Hit, masked: boolean): Origin => ({
  matchedName: hit.matchedName,
  threshold: hit.threshold,
  thresholdVersion: hit.thresholdVersion,
  engine: hit.engine,
  signal: { version: hit.signalVersion, listVersion: hit.listVersion },
  recordVersion: hit.subjectVersion,
  at: hit.at,
  masked,
})

/** How a score came about: the names compared, and the version of everything that made it. */
export function ScoreOrigin({ origin, about }: { origin: Origin; about?: string | undefined }) {
  const t = textsOf('evidence').origin
  return (
    <Panel title={t.title} about={about}>
      <FactList wide facts={factsOf(origin)} />
    </Panel>
  )
}

function factsOf(origin: Origin): Fact[] {
  const t = textsOf('evidence').origin
  const { signal, recordVersion, engine, threshold } = origin
  const facts: Fact[] = []
  if (!origin.masked) facts.push({ name: t.compared, value: <Names origin={origin} /> })
  if (signal) facts.push({ name: t.signal, value: t.signalVersion(signal.version, signal.listVersion) })
  if (recordVersion !== undefined)
    facts.push({ name: t.record, value: recordVersion === null ? t.notKept : t.recordVersion(recordVersion) })
  facts.push({
    name: t.threshold,
    value: threshold === null ? t.notKept : t.thresholdVersion(hundredths(threshold), origin.thresholdVersion),
  })
  facts.push({ name: t.engine, value: <Code text={engine.code} /> })
  facts.push({
    name: t.tables,
    value: <Code text={engine.tables.slice(0, 12)} hint={`${t.tablesHint} ${engine.tables}`} />,
  })
  if (engine.index !== undefined) facts.push({ name: t.index, value: <Code text={engine.index} /> })
  if (origin.at !== undefined) facts.push({ name: t.at, value: instantUtc(origin.at, true) })
  return facts
}

function Names({ origin: { matchedName, threshold, signal } }: { origin: Origin }) {
  const t = textsOf('evidence').origin
  if (matchedName === null) return threshold === null ? t.notKept : t.documentOnly
  const words = t.pair(matchedName.a, matchedName.b)
  return (
    <>
      <bdi>{words.a}</bdi>
      {words.between}
      <bdi>{words.b}</bdi>
      {signal && <>, {t.quality[matchedName.quality]}</>}
    </>
  )
}

function Code({ text, hint }: { text: string; hint?: string }) {
  return (
    <bdi dir="ltr" className={classes.code} title={hint}>
      {text}
    </bdi>
  )
}

import type { CaseDetail, Signal, Text } from '@entente/contracts'
import { use, useLayoutEffect } from 'react'
import { type CaseParts, useGateway, wordsOf } from '../../../app/gateway.ts'
import { entryOfNode, SentenceOfNode } from '../../../app/sentence-of-node.tsx'
import { useMe } from '../../../app/session.ts'
import { AlignedText } from '../../../evidence/aligned-text.tsx'
import { signalReference } from '../../../evidence/compare.tsx'
import { mistakenOf100, sidesOf } from '../../../evidence/evidence-sides.ts'
import { type HitView, hitViews } from '../../../evidence/hit-source.ts'
import { relationOf } from '../../../evidence/relation-of.ts'
import { TimeLine } from '../../../parts/time-line.tsx'
import { enumerate } from '../../../texts/lists.ts'
import { number } from '../../../texts/numbers.ts'
import { findText, richText, text } from '../../../texts/text.ts'
import { dateUtc, instantBoth } from '../../../texts/times.ts'
import { partsOf } from '../parts-of.tsx'
import { PaperDecision } from './paper-decision.tsx'
import classes from './print.module.css'

/** Lays out a case for paper: one column, black on white, bands as words, marks as underlines. It shows no score, picture or masked value. */
export function Paper({ detail, at }: { detail: CaseDetail; at: string }) {
  const me = useMe()
  const gateway = useGateway(detail.gateway)
  const parts = use(partsOf(gateway, detail))
  const words = wordsOf(gateway)
  const views = hitViews(detail, me)
  const marking = text('evidence.tlp', {
    level: strictestMarking([detail.signalFrom.tlp, ...detail.signals.map((signal) => signal.tlp)]).toUpperCase(),
  })
  const printedBy = text('print.printedBy', {
    name: me.name,
    instant: instantBoth(at),
    purpose: me.purpose && text(`purpose.${me.purpose}`),
  })
  return (
    <article className={classes.paper}>
      <Margins marking={marking} left={`${me.memberName} · ${detail.reference}`} right={printedBy} />
      <header>
        <p className={classes.marking}>{marking}</p>
        <p>
          {me.memberName} · {printedBy}
        </p>
        <h1>{text('print.caseTitle', { reference: detail.reference })}</h1>
      </header>
      <Facts detail={detail} parts={parts} />
      {views.map((view) => (
        <PaperHit key={view.hit.id} view={view} words={words} />
      ))}
      <section>
        <h2>{text('evidence.explanations')}</h2>
        <ul>
          {detail.otherExplanations.map((sentence) => (
            <li key={sentence.text}>
              <SentenceOfNode sentence={sentence} />
            </li>
          ))}
        </ul>
        <p>{text('evidence.clearances', { count: detail.clearances.length })}</p>
      </section>
      <PaperDecision detail={detail} gateway={gateway} />
      <section>
        <h2>{words('case.answers')}</h2>
        {detail.answers.length === 0 && <p>{words('case.noAnswers')}</p>}
        <ul>
          {detail.answers.map((answer) => (
            <li key={answer.id}>
              {instantBoth(answer.at, true)}: {parts.answerWords?.(answer) ?? answer.text}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{text('print.history')}</h2>
        <TimeLine entries={detail.history.map(entryOfNode)} />
      </section>
      <p className={classes.last}>
        {text('print.last', { date: dateUtc(detail.record.maskAt ?? detail.record.deleteAt) })}
      </p>
    </article>
  )
}

/** Returns `page 2 of 5` as CSS content with the browser's page counters. */
function pageNumber(): string {
  const [page, pages] = ['\u0001', '\u0002'] as const
  const counters = { [page]: ' counter(page) ', [pages]: ' counter(pages) ' }
  return text('print.page', { page, pages })
    .split(/([\u0001\u0002])/)
    .map((piece) => counters[piece as keyof typeof counters] ?? cssString(piece))
    .join('')
}

/** Sets the margins of each sheet while the paper is shown. The browser counts the pages. */
function Margins({ marking, left, right }: { marking: string; left: string; right: string }) {
  useLayoutEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@page { size: A4; margin: 18mm 16mm;
      @top-center { content: ${cssString(marking)}; font: 600 10pt monospace }
      @bottom-center { content: ${cssString(marking)}; font: 600 10pt monospace }
      @top-left { content: ${cssString(left)}; font: 8pt sans-serif }
      @bottom-left { content: ${cssString(right)}; font: 8pt sans-serif }
      @bottom-right { content: ${pageNumber()}; font: 8pt sans-serif } }`)
    document.adoptedStyleSheets.push(sheet)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
    }
  }, [marking, left, right])
  return null
}

function Facts({ detail, parts }: { detail: CaseDetail; parts: CaseParts }) {
  const facts: (readonly [name: string, value: string | null])[] = [
    [text('print.facts.name'), detail.record.masked ? text('case.masked') : detail.subject.label],
    ...(parts.paperFacts?.(detail) ?? []),
    [text('print.facts.opened'), instantBoth(detail.openedAt)],
    [text('print.facts.due'), detail.dueAt && instantBoth(detail.dueAt)],
    [text('print.facts.state'), text(`case.states.${detail.state}`)],
  ]
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ),
      )}
    </dl>
  )
}

function PaperHit({ view, words }: { view: HitView; words: ReturnType<typeof wordsOf> }) {
  const { hit, signal, source, track, ruleTrack } = view
  const sides = sidesOf(hit.evidence)
  const mistaken = mistakenOf100(track)
  return (
    <section>
      <h2>
        {text('print.hit', { place: view.place, band: text(`evidence.bands.${hit.strength.band}`).toLowerCase() })}
      </h2>
      <p>
        {text('print.facts.signal')}{' '}
        {enumerate([
          signal ? signalReference(signal) : (hit.signalId ?? hit.rule?.id ?? hit.id).slice(0, 8),
          source,
          ...(signal
            ? [
                text('evidence.tlp', { level: signal.tlp.toUpperCase() }),
                text('evidence.validUntil', { date: dateUtc(signal.validUntil) }),
              ]
            : []),
        ])}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{text('print.compared.field')}</th>
            <th scope="col">{words('evidence.compare.onRecord')}</th>
            <th scope="col">{text('print.compared.relation')}</th>
            <th scope="col">{text('print.compared.signal')}</th>
          </tr>
        </thead>
        <tbody>
          {hit.comparison.map((row) => {
            const { words: relation, alignment } = relationOf(row)
            return (
              <tr key={row.field}>
                <th scope="row">{findText(`evidence.fields.${row.field}`) ?? row.field}</th>
                <td>
                  {row.a === null ? (
                    words('evidence.compare.notOnRecord')
                  ) : (
                    <AlignedText value={row.a} side="a" alignment={alignment} />
                  )}
                </td>
                <td>{relation}</td>
                <td>
                  {row.b === null ? (
                    text('evidence.compare.notInSignal')
                  ) : (
                    <AlignedText value={row.b} side="b" alignment={alignment} />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <h3>{text('evidence.forIt')}</h3>
      <Sentences texts={sides.supports} none={text('evidence.nothingFor')} />
      <h3>{text('evidence.againstIt')}</h3>
      <Sentences texts={sides.against} none={text('evidence.nothingAgainst')} />
      <h3>{text('print.track')}</h3>
      <p>
        {ruleTrack !== null ? (
          <SentenceOfNode sentence={ruleTrack.text} />
        ) : mistaken === null || track === null ? (
          text('evidence.trackFew', { reviewed: track?.reviewed ?? 0 })
        ) : (
          <>
            {richText('evidence.track', { source, mistaken, strong: (inside) => inside })}{' '}
            {text('evidence.trackBase', { reviewed: number(track.reviewed), months: track.months })}
          </>
        )}
      </p>
    </section>
  )
}

function Sentences({ texts, none }: { texts: readonly Text[]; none: string }) {
  if (texts.length === 0) return <p>{none}</p>
  return (
    <ul>
      {texts.map((sentence) => (
        <li key={sentence.text}>
          <SentenceOfNode sentence={sentence} />
        </li>
      ))}
    </ul>
  )
}

const order = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const satisfies Signal['tlp'][]

/** Returns the strictest marking of the parts, which applies to the whole sheet. */
export function strictestMarking(markings: readonly Signal['tlp'][]): Signal['tlp'] {
  return order[Math.max(0, ...markings.map((marking) => order.indexOf(marking)))] ?? 'clear'
}

/** Writes a text as a CSS string, for the margins of a printed page. */
export const cssString = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, ' ')}"`

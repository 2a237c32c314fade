import { bandOf, type CaseDetail } from '@entente/contracts'
import { useMe } from '../../../app/session.ts'
import { AlignedText } from '../../../evidence/aligned-text.tsx'
import { signalReference } from '../../../evidence/compare.tsx'
import { countryName } from '../../../evidence/country-name.ts'
import { mistakenOf100, sidesOf } from '../../../evidence/evidence-sides.ts'
import { type HitView, hitViews } from '../../../evidence/hit-source.ts'
import { relationOf } from '../../../evidence/relation-of.ts'
import { leavesWords } from '../../../gateways/travel/case/leaves-words.ts'
import { TimeLine } from '../../../parts/time-line.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { number } from '../../../texts/numbers.ts'
import { dateUtc, instantUtc } from '../../../texts/times.ts'
import { PaperDecision } from './paper-decision.tsx'
import { cssString, strictestMarking } from './paper-marking.ts'
import classes from './print.module.css'

/** The paper form: one column, black on white, bands as words, marks as underlines. No score, no picture, no masked value. */
export function Paper({ detail, at }: { detail: CaseDetail; at: string }) {
  const t = textsOf('print')
  const te = textsOf('evidence')
  const tc = textsOf('caseTexts')
  const me = useMe()
  const views = hitViews(detail, me)
  const marking = te.tlp(strictestMarking([detail.signalFrom.tlp, ...detail.signals.map((signal) => signal.tlp)]))
  const printedBy = t.printedBy(me.name, instantUtc(at), me.purpose && textsOf('purposeNames')[me.purpose])
  return (
    <article className={classes.paper}>
      <Margins marking={marking} left={`${me.memberName} · ${detail.reference}`} right={printedBy} />
      <header>
        <p className={classes.marking}>{marking}</p>
        <p>
          {me.memberName} · {printedBy}
        </p>
        <h1>{t.caseTitle(detail.reference)}</h1>
      </header>
      <Facts detail={detail} />
      {views.map((view) => (
        <PaperHit key={view.hit.id} view={view} />
      ))}
      <section>
        <h2>{te.explanations}</h2>
        <ul>
          {detail.otherExplanations.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p>{te.clearances(detail.clearances.length)}</p>
      </section>
      <PaperDecision detail={detail} />
      <section>
        <h2>{t.answers}</h2>
        {detail.answers.length === 0 && <p>{tc.noAnswers}</p>}
        <ul>
          {detail.answers.map((answer) => (
            <li key={answer.id}>
              {instantUtc(answer.at, true)}: {tc.answerLine(answer.text, tc.answerKinds[answer.kind])}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t.happened}</h2>
        <TimeLine entries={detail.history} />
      </section>
      <p className={classes.last}>{t.last(dateUtc(detail.record.maskAt ?? detail.record.deleteAt))}</p>
    </article>
  )
}

/** What stands in the margins of each sheet. The browser counts the pages. */
function Margins({ marking, left, right }: { marking: string; left: string; right: string }) {
  const [page, of] = textsOf('print').page
  return (
    <style>{`@page { size: A4; margin: 18mm 16mm;
      @top-center { content: ${cssString(marking)}; font: 600 10pt monospace }
      @bottom-center { content: ${cssString(marking)}; font: 600 10pt monospace }
      @top-left { content: ${cssString(left)}; font: 8pt sans-serif }
      @bottom-left { content: ${cssString(right)}; font: 8pt sans-serif }
      @bottom-right { content: ${cssString(page)} counter(page) ${cssString(of)} counter(pages); font: 8pt sans-serif } }`}</style>
  )
}

function Facts({ detail }: { detail: CaseDetail }) {
  const t = textsOf('print').facts
  const tc = textsOf('caseTexts')
  const { record, flight } = detail
  const role = tc.roles[record.role] ?? record.role
  const documents = record.documents.map((each) =>
    [each.number, each.issuer && countryName(each.issuer)].filter(Boolean).join(', '),
  )
  const facts: [string, string | null][] = [
    [t.name, record.masked ? tc.masked : detail.subject.label],
    [t.otherScript, record.masked ? null : detail.otherScript],
    [t.role, record.seat ? tc.seat(role, record.seat) : role],
    [t.flight, flight && `${flight.carrier} ${flight.number} ${flight.from} → ${flight.to}`],
    [t.leaves, flight && leavesWords(flight)],
    [t.documents, documents.join('; ') || null],
    [t.opened, instantUtc(detail.openedAt)],
    [t.due, detail.dueAt && instantUtc(detail.dueAt)],
    [t.state, tc.states[detail.state]],
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

function PaperHit({ view }: { view: HitView }) {
  const t = textsOf('print')
  const te = textsOf('evidence')
  const { hit, signal, source, track } = view
  const sides = sidesOf(hit.evidence)
  const mistaken = mistakenOf100(track)
  const words = mistaken === null ? null : te.track(source, mistaken)
  return (
    <section>
      <h2>{t.hit(view.place, te.bands[bandOf(hit.score)])}</h2>
      <p>
        {t.facts.signal} {signal ? signalReference(signal) : hit.signalId.slice(0, 8)}, {source}
        {signal && `, ${te.tlp(signal.tlp)}, ${te.validUntil(dateUtc(signal.validUntil))}`}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t.compared.field}</th>
            <th scope="col">{t.compared.flight}</th>
            <th scope="col">{t.compared.relation}</th>
            <th scope="col">{t.compared.signal}</th>
          </tr>
        </thead>
        <tbody>
          {hit.comparison.map((row) => {
            const { words: relation, alignment } = relationOf(row)
            return (
              <tr key={row.field}>
                <th scope="row">{te.fields[row.field] ?? row.field}</th>
                <td>
                  {row.a === null ? (
                    te.compare.notOnFlight
                  ) : (
                    <AlignedText value={row.a} side="a" alignment={alignment} />
                  )}
                </td>
                <td>{relation}</td>
                <td>
                  {row.b === null ? (
                    te.compare.notInSignal
                  ) : (
                    <AlignedText value={row.b} side="b" alignment={alignment} />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <h3>{te.forIt}</h3>
      <Sentences texts={sides.supports.map((each) => each.text)} none={te.nothingFor} />
      <h3>{te.againstIt}</h3>
      <Sentences texts={sides.against.map((each) => each.text)} none={te.nothingAgainst} />
      <h3>{t.history}</h3>
      <p>
        {words && track
          ? `${words.before}${words.strong}${words.after} ${te.trackBase(number(track.reviewed), track.months)}`
          : te.trackFew(track?.reviewed ?? 0)}
      </p>
    </section>
  )
}

function Sentences({ texts, none }: { texts: string[]; none: string }) {
  if (texts.length === 0) return <p>{none}</p>
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

import type { CaseDetail } from '@entente/contracts'
import type { CaseParts } from '../../../app/gateway.ts'
import { countryName } from '../../../evidence/country-name.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { PersonRef } from '../../../parts/person-ref.tsx'
import { dateUtc } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { BookingPanel } from '../record/booking-panel.tsx'
import { DocumentsPanel } from '../record/documents-panel.tsx'
import { JoinedFrom } from '../record/joined-from.tsx'
import { VersionsPanel } from '../record/versions-panel.tsx'
import { text } from '../texts/index.ts'
import { flightOf, recordOf } from './case-details.ts'
import { CaseFacts, roleAndSeat } from './case-facts.tsx'
import { CaseMessages } from './case-messages.tsx'
import { Itinerary } from './itinerary.tsx'
import { leavesWords } from './leaves-words.ts'
import { ValueSource } from './value-source.tsx'

/** The parts of a case about a traveller: person, flight, reservation and source messages. */
export const caseParts: CaseParts = {
  back: (detail) => ({ to: paths.queue({ sel: detail.id }), label: text('case.crumbQueue') }),
  Title: ({ detail }) => <PersonRef name={detail.subject.label} otherScript={detail.otherScript} />,
  Facts: CaseFacts,
  MaskedNote: ({ detail }) => (
    <p>
      <GoLink to={paths.record(recordOf(detail).travellerId)}>{text('case.maskedRecord')}</GoLink> ·{' '}
      {text('case.deletedOn', { date: dateUtc(detail.record.deleteAt) })}
    </p>
  ),
  ValueSource,
  caseTabs: {
    Journey: Itinerary,
    Messages: CaseMessages,
    messageCount: (detail) => recordOf(detail).messages.length,
  },
  Record: ({ detail }) => (
    <>
      <BookingPanel record={recordOf(detail)} folded />
      <JoinedFrom record={recordOf(detail)} caseId={detail.id} folded />
      <DocumentsPanel record={recordOf(detail)} />
    </>
  ),
  Origin: ({ detail }) => <VersionsPanel record={recordOf(detail)} caseId={detail.id} />,
  paperFacts,
  answerWords: ({ text: answer, kind }) =>
    text('travel.case.answerLine', { text: answer, how: text(`travel.case.answerKinds.${kind}`) }),
}

function paperFacts(detail: CaseDetail): (readonly [string, string | null])[] {
  const record = recordOf(detail)
  const flight = flightOf(detail)
  const documents = record.documents.map((each) =>
    [each.number, each.issuer && countryName(each.issuer)].filter(Boolean).join(', '),
  )
  return [
    [text('travel.print.facts.otherScript'), record.masked ? null : detail.otherScript],
    [text('travel.print.facts.role'), roleAndSeat(record)],
    [text('travel.print.facts.flight'), flight && `${flight.carrier} ${flight.number} ${flight.from} → ${flight.to}`],
    [text('travel.print.facts.leaves'), flight && leavesWords(flight)],
    [text('travel.print.facts.documents'), documents.join('; ') || null],
  ]
}

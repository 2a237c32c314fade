import type { Traveller, TravellerRecord } from '@entente/contracts'
import type { z } from 'zod'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { useRead } from '../../../../app/query.ts'
import { useRecent } from '../../../../app/use-recent.ts'
import { Chip } from '../../../../parts/chip.tsx'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { useKeys } from '../../../../parts/keys.ts'
import { Loading } from '../../../../parts/loading.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { PersonRef } from '../../../../parts/person-ref.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { dateUtc, instantHere } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { BookingPanel, LinkedPanel } from '../../record/booking-panel.tsx'
import { DocumentsPanel } from '../../record/documents-panel.tsx'
import { JoinedFrom } from '../../record/joined-from.tsx'
import { JourneyPanel } from '../../record/journey-panel.tsx'
import { VersionsPanel } from '../../record/versions-panel.tsx'
import { findText, text } from '../../texts/index.ts'
import classes from './record.module.css'
import { RecordFields } from './record-fields.tsx'

/** Shows the whole record of one traveller on one border crossing, masked according to its regime. */
export function RecordPage() {
  const id = usePathPart('id')
  const go = useGo()
  const read = useRead<TravellerRecord>(`/v1/travel/travellers/${id}/record`)
  const traveller = useRead<z.infer<typeof Traveller>>(
    `/v1/travel/travellers/${id}`,
    {},
    { enabled: read.data !== undefined },
  )
  const record = read.data
  useRecent('person', record && id)
  const caseId = traveller.data?.caseId ?? null
  const crossing = traveller.data?.crossing ?? null
  useKeys([
    {
      keys: 'Escape',
      label: text('shell.keyNames.close'),
      act: () => go(crossing === null ? paths.flights() : paths.flight(crossing)),
    },
  ])
  return (
    <Page
      title={text('travel.record.title')}
      label={text('travel.record.content')}
      head={
        <ObjectHead
          crumbs={[{ label: text('travel.record.crumb') }]}
          title={record ? <Title record={record} /> : text('travel.record.title')}
          chips={record && <Chips record={record} />}
          facts={record && <Facts record={record} crossing={crossing} />}
          actions={caseId !== null && <GoLink to={paths.case(caseId)}>{text('travel.record.case')}</GoLink>}
        />
      }
    >
      {read.error && (
        <ProblemCard
          error={read.error}
          onRetry={() => void read.refetch()}
          refusedTitle={text('travel.record.refused')}
        />
      )}
      {read.isPending && <Loading rows={10} height={34} />}
      {record && (
        <div style={{ maxInlineSize: 820 }}>
          {record.masked && <MaskedNotice record={record} />}
          <RecordFields record={record} />
          {!record.masked && <DocumentsPanel record={record} />}
          <JourneyPanel record={record} />
          {!record.masked && <BookingPanel record={record} />}
          {!record.masked && <LinkedPanel record={record} />}
          <VersionsPanel record={record} caseId={caseId} />
          <JoinedFrom record={record} caseId={caseId} />
          <MessagesPanel record={record} />
        </div>
      )}
    </Page>
  )
}

function Title({ record }: { record: TravellerRecord }) {
  const fieldOf = (name: string) => record.fields.find((field) => field.field === name)?.value ?? null
  const role = findText(`travel.record.roleName.${record.role}`) ?? record.role
  const name = [fieldOf('surname'), fieldOf('given')].filter((part) => part !== null).join(', ')
  if (record.masked) return text('travel.record.maskedTitle', { role })
  return name === '' ? role : <PersonRef name={name} />
}

function Chips({ record }: { record: TravellerRecord }) {
  return (
    <>
      {record.masked && record.maskAt !== null && (
        <Chip tone="plain" icon="hatched">
          {text('travel.record.maskedSince', { date: dateUtc(record.maskAt) })}
        </Chip>
      )}
      {record.state === 'removed' && (
        <Chip tone="plain" icon="circledCross">
          {text('travel.record.removed')}
        </Chip>
      )}
    </>
  )
}

function Facts({ record, crossing }: { record: TravellerRecord; crossing: string | null }) {
  const leg = record.journey.find((each) => each.screened)
  return (
    <>
      {crossing !== null && leg && (
        <GoLink to={paths.flight(crossing)}>
          <bdi dir="ltr">
            {leg.carrier} {leg.number} {leg.from} → {leg.to}
          </bdi>
        </GoLink>
      )}
      {record.seat !== null && <span>{text('travel.record.seat', { seat: record.seat })}</span>}
      {!record.masked && record.maskAt !== null && (
        <span>{text('travel.record.toBeMasked', { date: dateUtc(record.maskAt) })}</span>
      )}
      <span>{text('travel.record.toBeDeleted', { date: dateUtc(record.deleteAt) })}</span>
    </>
  )
}

/** Explains why the values are masked, and that no other place shows them. */
function MaskedNotice({ record }: { record: TravellerRecord }) {
  const first = record.versions.map((version) => version.at).toSorted()[0]
  const head =
    first !== undefined && record.maskAt !== null && afterSixMonths(first, record.maskAt)
      ? text('travel.record.maskedHead')
      : text('travel.record.maskedHeadOther')
  return (
    <div className={classes.notice}>
      <Icon name="hatched" />
      <div>
        <p className={classes.noticeHead}>{head}</p>
        <p>{text('travel.record.maskedWhat')}</p>
      </div>
    </div>
  )
}

const dayMs = 86_400_000

/** Tests whether masking came six calendar months after the first message. Six months have 181 to 184 days. */
export function afterSixMonths(first: string, maskAt: string): boolean {
  const days = (Date.parse(maskAt) - Date.parse(first)) / dayMs
  return days > 180 && days < 185
}

/** Lists the source messages of this person, newest first. */
function MessagesPanel({ record }: { record: TravellerRecord }) {
  return (
    <Panel title={text('travel.record.messages')} note={record.messages.length}>
      <ul>
        {record.messages.map((message) => (
          <li key={`${message.id} ${message.segment}`}>
            <GoLink to={paths.message(message.id, { segment: message.segment })}>
              {text('travel.record.messageOf', { format: message.format, at: instantHere(message.receivedAt) })}
            </GoLink>{' '}
            {message.segment !== null && (
              <span className={classes.dim}>{text('travel.record.segment', { n: message.segment })}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

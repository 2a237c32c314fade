import type { CargoLines, CargoMessageSummary, UndeclaredContainerList } from '@entente/contracts'
import { useState } from 'react'
import { Page } from '../../../../app/page.tsx'
import { usePageSearch, usePathPart } from '../../../../app/page-address.ts'
import { useRead } from '../../../../app/query.ts'
import { Chip, type ChipTone } from '../../../../parts/chip.tsx'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import type { IconName } from '../../../../parts/icon.tsx'
import { Instant } from '../../../../parts/instant.tsx'
import { useKeys } from '../../../../parts/keys.ts'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { cargoMessageSearch } from '../../addresses/searches.ts'
import { text } from '../../texts/index.ts'
import { MessageFindings } from './message-findings.tsx'
import { RawLines } from './raw-lines.tsx'

const chips: Record<CargoMessageSummary['status'], { tone: ChipTone; icon: IconName }> = {
  received: { tone: 'plain', icon: 'clock' },
  reading: { tone: 'plain', icon: 'clock' },
  read: { tone: 'ok', icon: 'circledTick' },
  'partly-read': { tone: 'warn', icon: 'circledI' },
  quarantined: { tone: 'bad', icon: 'hatched' },
}
/** The lines or segments that are read at once. */
const windowSize = 400

/** Shows one message about goods as it was received, at the place of a value or a finding, with the findings of the shown lines. */
export function MessagePage() {
  const id = usePathPart('id')
  const search = usePageSearch(cargoMessageSearch)
  const go = useGo()
  const [from, setFrom] = useState<number | null>(null)
  const summary = useRead<CargoMessageSummary>(`/v1/cargo/messages/${id}`)
  const asked = from !== null ? { from } : search.byte === undefined ? { from: 0 } : { byte: search.byte }
  const lines = useRead<CargoLines>(
    `/v1/cargo/messages/${id}/lines`,
    { ...asked, limit: windowSize },
    { keepPrevious: true },
  )
  const back =
    search.case !== undefined
      ? { to: paths.case(search.case), label: text('cargo.message.case') }
      : search.consignment !== undefined
        ? { to: paths.consignment(search.consignment), label: text('cargo.record.title') }
        : { to: paths.consignments(), label: text('cargo.pages.consignments') }
  useKeys([
    { keys: 'C', label: text('cargo.message.back'), act: () => go(back.to) },
    { keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(back.to) },
  ])
  const show = (byte: number): void => {
    setFrom(null)
    go(paths.cargoMessage(id, { ...search, byte }), { replace: true })
  }
  const message = summary.data
  return (
    <Page
      title={text('cargo.message.title')}
      label={text('cargo.message.raw')}
      flush
      head={
        <ObjectHead
          crumbs={[back, { label: id.slice(0, 8) }]}
          title={
            message === undefined ? (
              text('cargo.message.title')
            ) : (
              <>
                <bdi dir="ltr">{message.format?.toUpperCase()}</bdi> <bdi>{message.senderName}</bdi>
              </>
            )
          }
          chips={message && <Chip {...chips[message.status]}>{text(`cargo.message.statuses.${message.status}`)}</Chip>}
          facts={message && <Facts message={message} />}
          actions={message && <UndeclaredLink message={message} />}
        />
      }
      aside={
        lines.data && <MessageFindings lines={lines.data} status={message?.status} byte={search.byte} onShow={show} />
      }
      asideWidth={332}
      asideLabel={text('cargo.findings.title')}
      asideBelow
    >
      <ReadState read={lines} rows={16} height={22} />
      {lines.data && <RawLines lines={lines.data} byte={search.byte} onWindow={setFrom} size={windowSize} />}
    </Page>
  )
}

/** The formats whose containers are compared with those of the other side of the voyage. */
const voyageFormats: ReadonlySet<string | null> = new Set(['baplie', 'cuscar', 'awmds'])

/** Leads to the undeclared containers of the voyage, if there are any. */
function UndeclaredLink({ message: { id, format } }: { message: CargoMessageSummary }) {
  const enabled = voyageFormats.has(format)
  const { data } = useRead<UndeclaredContainerList>(`/v1/cargo/messages/${id}/undeclared`, { limit: 1 }, { enabled })
  if (data === undefined || data.total === 0) return null
  return <GoLink to={paths.undeclaredContainers(id)}>{text('cargo.message.undeclared', { count: data.total })}</GoLink>
}

function Facts({ message }: { message: CargoMessageSummary }) {
  return (
    <>
      <span>
        {text('cargo.filings.received')} <Instant at={message.receivedAt} seconds />
      </span>
      <span>{text('cargo.message.bytes', { count: number(message.bytes) })}</span>
      <span>{text('cargo.message.consignments', { count: message.counts.consignments })}</span>
      <span>
        {message.masked || message.maskAt === null
          ? text('cargo.message.deleted', { date: dateUtc(message.deleteAt) })
          : text('cargo.message.maskedOn', { date: dateUtc(message.maskAt) })}
      </span>
    </>
  )
}

import type { MessageSegments, PassengerList, ReservationPush, TravelReading } from '@entente/contracts'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { useRead } from '../../../../app/query.ts'
import { Loading } from '../../../../parts/loading.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'
import { PeopleTable } from './people-table.tsx'

/** Shows a reading of the message: people with their fields, and each changed value with its rule. */
export function ReadView({ id, onSegment }: { id: string; onSegment: (segment: number) => void }) {
  const reading = useRead<TravelReading>(`/v1/travel/messages/${id}/reading`)
  const [notice, setNotice] = useState('')
  if (reading.error) {
    return (
      <div className={classes.padded}>
        <ProblemCard error={reading.error} onRetry={() => void reading.refetch()} />
      </div>
    )
  }
  if (!reading.data) return <Loading rows={12} height={34} />
  const { messages, sensitiveRemoved } = reading.data
  const show = async (surname: string | null, given: string | null): Promise<void> => {
    setNotice('')
    const place = await findPerson(
      (from, limit) => api.get<MessageSegments>(`/v1/travel/messages/${id}/segments`, { search: { from, limit } }),
      surname,
      given,
    ).catch(() => null)
    if (place === null) setNotice(text('travel.message.read.notFound'))
    else onSegment(place)
  }
  return (
    <div className={classes.padded}>
      {sensitiveRemoved > 0 && (
        <p className={classes.notice}>{text('travel.message.read.removed', { count: sensitiveRemoved })}</p>
      )}
      <p role="status" className={notice === '' ? 'visually-hidden' : classes.notice}>
        {notice}
      </p>
      {messages.length === 0 && <p>{text('travel.message.read.none')}</p>}
      {messages.map((message, place) =>
        message.type === 'PAXLST' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages of one reading keep their order
          <ListPanel key={place} list={message} onFind={show} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages of one reading keep their order
          <PushPanels key={place} push={message} onFind={show} />
        ),
      )}
    </div>
  )
}

type Find = (surname: string | null, given: string | null) => void

function ListPanel({ list, onFind }: { list: PassengerList; onFind: Find }) {
  const note = [
    text('travel.message.read.counts', { people: list.counts.people - list.counts.crew, crew: list.counts.crew }),
    ...(list.control?.declared != null ? [text('travel.message.read.declared', { count: list.control.declared })] : []),
  ].join(' · ')
  return (
    <Panel title={text('travel.message.read.passengerList', { reference: list.reference })} note={note} flush>
      <PeopleTable people={list.people} onFind={onFind} />
    </Panel>
  )
}

const firstReservations = 40

function PushPanels({ push, onFind }: { push: ReservationPush; onFind: Find }) {
  const [count, setCount] = useState(firstReservations)
  const left = push.reservations.length - count
  return (
    <>
      {push.reservations.slice(0, count).map((reservation, place) => (
        <Panel
          // biome-ignore lint/suspicious/noArrayIndexKey: reservations of one push keep their order
          key={place}
          title={text('travel.message.read.reservation', {
            locator: reservation.locator ?? 'none',
            carrier: reservation.locatorOwner ?? 'none',
          })}
          note={
            <bdi dir="ltr">
              {reservation.legs
                .map((leg) => `${leg.marketingCarrier ?? ''} ${leg.number ?? ''} ${leg.from ?? '–'} → ${leg.to ?? '–'}`)
                .join(' · ')}
            </bdi>
          }
          flush
        >
          <PeopleTable people={reservation.people} ofReservation onFind={onFind} />
        </Panel>
      ))}
      {left > 0 && (
        <button type="button" className={classes.more} onClick={() => setCount(count + firstReservations)}>
          {text('travel.message.read.more', { count: Math.min(left, firstReservations) })}
        </button>
      )}
    </>
  )
}

const windowSize = 2_000

/**
 * Returns the position of the first segment after the envelope that contains both names of a person as sent. A reading does not store the position
 * of each value, so the segment is searched for. Null if no segment has both names.
 */
export async function findPerson(
  read: (from: number, limit: number) => Promise<MessageSegments>,
  surname: string | null,
  given: string | null,
): Promise<number | null> {
  const words = [surname, given].flatMap((name) => (name ? [escaped(name)] : []))
  if (words.length === 0) return null
  for (let from = 0; ; from += windowSize) {
    const { items, total } = await read(from, windowSize)
    const found = items.find((item) => words.every((word) => item.text.toUpperCase().includes(word)))
    if (found) return found.number
    if (from + windowSize >= total || items.length === 0) return null
  }
}
/** Writes a value as EDIFACT does, with separators escaped (ISO 9735). */
const escaped = (name: string): string => name.toUpperCase().replace(/[+:'?]/g, '?$&')

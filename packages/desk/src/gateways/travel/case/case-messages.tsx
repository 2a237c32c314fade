import type { CaseDetail, MessageSegments, TravellerRecord } from '@entente/contracts'
import { useEffect, useRef } from 'react'
import { useRead } from '../../../app/query.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { Instant } from '../../../parts/instant.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { paths } from '../addresses/paths.ts'
import { markSegment, separatorsOf, visibleControls } from '../messages/mark-segment.ts'
import { text } from '../texts/index.ts'
import { recordOf } from './case-details.ts'
import classes from './case-messages.module.css'

type Message = TravellerRecord['messages'][number]
interface Props {
  detail: CaseDetail
  shown: string | undefined
  onShow: (message: string) => void
}
/** The number of segments from the person's first one that are shown. The page of the message shows all. */
const most = 60

/** Lists the messages behind the record, newest first, and shows the segments of one of them that are about the person. */
export function CaseMessages({ detail, shown, onShow }: Props) {
  const { messages } = recordOf(detail)
  const placed = messages.find((message) => message.segment !== null)
  const current = messages.find(({ id }) => id === shown) ?? placed ?? messages[0]
  if (current === undefined) return <p className={classes.dim}>{text('travel.case.messages.none')}</p>
  return (
    <Panel title={text('travel.case.messages.title')} note={messages.length} flush>
      <ul className={classes.messages}>
        {messages.map((message) => (
          <li key={`${message.id} ${message.segment}`}>
            <button type="button" aria-pressed={message === current} onClick={() => onShow(message.id)}>
              <bdi dir="ltr">
                <Instant at={message.receivedAt} />
              </bdi>
              <span>{text('travel.case.messages.what', { format: message.format, segment: message.segment })}</span>
            </button>
          </li>
        ))}
      </ul>
      <Segments key={current.id} detail={detail} message={current} />
    </Panel>
  )
}

/** Shows the segments about the person, with the compared values marked, and the focus on the first one. */
function Segments({ detail, message }: { detail: CaseDetail; message: Message }) {
  const path = `/v1/travel/messages/${message.id}/segments`
  const from = (message.segment ?? 1) - 1
  const own = useRead<MessageSegments>(path, { from, limit: most })
  const top = useRead<MessageSegments>(path, { from: 0, limit: 1 })
  const lines = useRef<HTMLElement>(null)
  const isRead = own.data !== undefined && top.data !== undefined
  useEffect(() => {
    if (isRead) lines.current?.focus({ preventScroll: true })
  }, [isRead])
  const error = own.error ?? top.error
  if (error) return <ProblemCard error={error} onRetry={() => void own.refetch()} />
  if (!own.data || !top.data) return <Loading rows={6} height={22} />
  const separators = separatorsOf(top.data.items[0]?.text)
  const values = comparedValues(detail)
  return (
    <>
      <section
        ref={lines}
        aria-label={text('travel.case.messages.segments')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        dir="ltr"
        className={classes.segments}
      >
        {aboutPerson(own.data.items).map((segment) => (
          <p key={segment.from} className={classes.segment}>
            <span className={classes.number}>{segment.number}</span>
            <code>
              {markSegment(segment.text, [], values, separators).map((piece, place) => {
                const shown = visibleControls(piece.text)
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed segment
                return piece.marked ? <mark key={place}>{shown}</mark> : <span key={place}>{shown}</span>
              })}
            </code>
          </p>
        ))}
      </section>
      <p className={classes.foot}>
        <GoLink to={paths.message(message.id, { segment: message.segment, case: detail.id })}>
          {text('travel.case.messages.whole')}
        </GoLink>
      </p>
    </>
  )
}

/** Returns the segments of one person: up to the next segment with the tag of the first. */
function aboutPerson(items: MessageSegments['items']): MessageSegments['items'] {
  const next = items.findIndex((item, place) => place > 0 && item.tag === items[0]?.tag)
  return next < 0 ? items : items.slice(0, next)
}

/** Returns the values that the case compared. A value of one or two characters occurs in too many places to be marked. */
function comparedValues(detail: CaseDetail): string[] {
  const compared = detail.hits.flatMap((hit) => hit.comparison.flatMap((row) => (row.a === null ? [] : [row.a])))
  return [...new Set(compared.flatMap((value) => [value, ...value.split(/\s+/)]))].filter((value) => value.length > 2)
}

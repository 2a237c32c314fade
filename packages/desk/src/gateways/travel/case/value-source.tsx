import type { CaseDetail, FieldComparison, MessageSegments, TravellerRecord } from '@entente/contracts'
import { Popover } from '@mantine/core'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useRead } from '../../../app/query.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { instantHere } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { separatorsOf, visibleControls } from '../messages/mark-segment.ts'
import { text } from '../texts/index.ts'
import { recordOf } from './case-details.ts'
import { type FoundValue, findValue } from './find-value.ts'
import classes from './value-source.module.css'

interface Props {
  detail: CaseDetail
  row: FieldComparison
  children: ReactNode
}
/** The number of segments of a person that are searched. */
const most = 80
/** The node logs every read of a message, so the read starts only if the pointer or focus stays on the value. */
const stayMs = 300

/** Shows the segment that a compared value came from, under the pointer or with the focus, and links to it. */
export function ValueSource({ detail, row, children }: Props) {
  const id = useId()
  const [near, setNear] = useState(false)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!near) return setOpen(false)
    const timer = setTimeout(() => setOpen(true), stayMs)
    return () => clearTimeout(timer)
  }, [near])
  const message = messageWith(detail, row.field)
  const { data, error } = useSegments(message, open)
  if (!message || row.a === null) return children
  const found = data && findValue(data.items, row.field, row.a, separatorsOf(data.first))
  const head = data?.items[0]
  const line: FoundValue | null =
    found ?? (head ? { number: head.number, pieces: [{ text: head.text, marked: false }] } : null)
  return (
    <Popover
      opened={open && (line !== null || error !== null)}
      position="bottom-start"
      withinPortal={false}
      shadow="none"
      withRoles={false}
      offset={4}
    >
      <Popover.Target>
        <span className={classes.value}>
          <GoLink
            to={paths.message(message.id, { segment: line?.number ?? message.segment, case: detail.id })}
            aria-describedby={open ? id : undefined}
            onPointerEnter={() => setNear(true)}
            onPointerLeave={() => setNear(false)}
            onFocus={() => setNear(true)}
            onBlur={() => setNear(false)}
          >
            {children}
          </GoLink>
        </span>
      </Popover.Target>
      <Popover.Dropdown id={id} role="tooltip" className={classes.segment}>
        {error && <p>{text('travel.case.source.failed')}</p>}
        {line && (
          <>
            <p>
              {text('travel.case.source.where', {
                format: message.format,
                received: instantHere(message.receivedAt),
                segment: line.number,
              })}
              {!found && ` ${text('travel.case.source.elsewhere')}`}
            </p>
            <code dir="ltr">
              {line.pieces.map((piece, place) =>
                piece.marked ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed segment
                  <mark key={place}>{visibleControls(piece.text)}</mark>
                ) : (
                  visibleControls(piece.text)
                ),
              )}
            </code>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

type Message = TravellerRecord['messages'][number]

/** Returns the message that a field came from, if it has the segment where the person begins; else the newest message that has it. */
function messageWith(detail: CaseDetail, field: string): Message | undefined {
  const record = recordOf(detail)
  const source = record.fields.find((each) => each.field === recordField[field])?.messageId
  const placed = record.messages.filter((message) => message.segment !== null)
  return placed.find((message) => message.id === source) ?? placed[0]
}
const recordField: Record<string, string> = {
  name: 'surname',
  'family name': 'surname',
  'given names': 'given',
  'birth date': 'birthDate',
  nationality: 'nationality',
  sex: 'sex',
  document: 'document',
  'place of birth': 'birthPlace',
}

/** Reads the segments of a person, and the first segment of the message, which may declare other separators. */
function useSegments(message: Message | undefined, enabled: boolean) {
  const path = `/v1/travel/messages/${message?.id}/segments`
  const from = (message?.segment ?? 1) - 1
  const own = useRead<MessageSegments>(path, { from, limit: most }, { enabled: enabled && message !== undefined })
  const top = useRead<MessageSegments>(path, { from: 0, limit: 1 }, { enabled: enabled && message !== undefined })
  const data = own.data && top.data ? { items: own.data.items, first: top.data.items[0]?.text } : undefined
  return { data, error: own.error ?? top.error }
}

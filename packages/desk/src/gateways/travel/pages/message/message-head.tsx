import type { MessageSummary } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../../../../app/session.ts'
import { Chip, type ChipTone } from '../../../../parts/chip.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import type { IconName } from '../../../../parts/icon.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { number } from '../../../../texts/numbers.ts'
import { clockHere, dateUtc, instantHere, instantUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { CarrierLetterDialog } from '../../letter/carrier-letter-dialog.tsx'
import { text } from '../../texts/index.ts'
import { ReadAgain } from './read-again.tsx'

const chips: Record<MessageSummary['status'], { tone: ChipTone; icon: IconName }> = {
  received: { tone: 'plain', icon: 'clock' },
  read: { tone: 'ok', icon: 'circledTick' },
  'partly-read': { tone: 'warn', icon: 'circledI' },
  quarantined: { tone: 'bad', icon: 'hatched' },
}

/** Shows the sender, the state and the time of a message, and the acts on it. */
export function MessageHead({ message, quarantined }: { message: MessageSummary; quarantined: number }) {
  const { role } = useMe()
  const [letter, setLetter] = useState(false)
  const { tone, icon } = chips[message.status]
  return (
    <>
      <ObjectHead
        crumbs={[
          { to: paths.messages({ sel: message.id }), label: text('travel.message.crumb') },
          { label: message.id.slice(0, 8) },
        ]}
        title={text('travel.message.title', { format: message.format ?? 'none', sender: message.senderName })}
        chips={
          <>
            <Chip tone={tone} icon={icon}>
              {text(`travel.message.status.${message.status}`)}
            </Chip>
            {message.status === 'partly-read' && quarantined > 0 && (
              <Chip tone="bad" icon="hatched">
                {text('travel.message.quarantinedChip', { count: quarantined })}
              </Chip>
            )}
          </>
        }
        facts={
          <>
            <span title={instantUtc(message.receivedAt, true)}>
              {text('travel.message.received', { clock: clockHere(message.receivedAt, true) })}
            </span>
            <span>{text('travel.message.bytes', { count: number(message.bytes) })}</span>
            {message.flight && (
              <span>
                <GoLink to={paths.flight(message.flight)}>
                  <bdi dir="ltr">{message.flight.split('-').slice(0, 2).join(' ')}</bdi>
                </GoLink>
                {message.part?.number != null && (
                  <> · {text('travel.message.flightPart', { part: message.part.number })}</>
                )}
                {message.part?.flag === 'F' && <> · {text('travel.message.lastPart')}</>}
              </span>
            )}
            <span>{text('travel.message.version', { count: message.readVersion })}</span>
            <span title={instantUtc(message.deleteAt)}>
              {message.masked
                ? text('travel.message.toBeDeleted', { date: dateUtc(message.deleteAt) })
                : message.maskAt === null
                  ? text('travel.message.readableUntilDeleted', { date: dateUtc(message.deleteAt) })
                  : text('travel.message.readableUntilMasked', {
                      masked: dateUtc(message.maskAt),
                      deleted: dateUtc(message.deleteAt),
                    })}
            </span>
          </>
        }
        actions={
          role === 'analyst' || role === 'supervisor' ? (
            <>
              <ReadAgain message={message} />
              <Button variant="default" h={30} onClick={() => setLetter(true)}>
                {text('travel.message.letter')}
              </Button>
            </>
          ) : undefined
        }
      />
      <CarrierLetterDialog
        opened={letter}
        onClose={() => setLetter(false)}
        carrier={message.senderName}
        about={text('travel.message.about', {
          format: message.format ?? 'none',
          received: instantHere(message.receivedAt),
        })}
        missing={null}
        messages={[message]}
        file={`message-${message.id.slice(0, 8)}`}
      />
    </>
  )
}

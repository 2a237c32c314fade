import type { MessageSummary } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { paths } from '../../../../app/paths.ts'
import { useMe } from '../../../../app/session.ts'
import { Chip, type ChipTone } from '../../../../parts/chip.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import type { IconName } from '../../../../parts/icon.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { number } from '../../../../texts/numbers.ts'
import { clockUtc, dateUtc, instantUtc } from '../../../../texts/times.ts'
import { CarrierLetterDialog } from '../../letter/carrier-letter-dialog.tsx'
import { ReadAgain } from './read-again.tsx'

const look: Record<MessageSummary['status'], { tone: ChipTone; icon: IconName }> = {
  received: { tone: 'plain', icon: 'clock' },
  read: { tone: 'ok', icon: 'circledTick' },
  'partly-read': { tone: 'warn', icon: 'circledI' },
  quarantined: { tone: 'bad', icon: 'hatched' },
}

/** From whom, in which state, when it came; and what can be done about it. */
export function MessageHead({ message, held }: { message: MessageSummary; held: number }) {
  const t = textsOf('message')
  const { role } = useMe()
  const [letter, setLetter] = useState(false)
  const { tone, icon } = look[message.status]
  return (
    <>
      <ObjectHead
        crumbs={[{ to: paths.messages({ sel: message.id }), label: t.crumb }, { label: message.id.slice(0, 8) }]}
        title={t.title(message.format, message.senderName)}
        chips={
          <>
            <Chip tone={tone} icon={icon}>
              {t.status[message.status]}
            </Chip>
            {message.status === 'partly-read' && held > 0 && (
              <Chip tone="bad" icon="hatched">
                {t.heldChip(held)}
              </Chip>
            )}
          </>
        }
        facts={
          <>
            <span title={instantUtc(message.receivedAt, true)}>{t.received(clockUtc(message.receivedAt, true))}</span>
            <span>{t.bytes(number(message.bytes))}</span>
            {message.flight && (
              <span>
                <GoLink to={paths.flight(message.flight)}>
                  <bdi dir="ltr">{message.flight.split('-').slice(0, 2).join(' ')}</bdi>
                </GoLink>
                {message.part?.number != null && <> · {t.flightPart(message.part.number)}</>}
                {message.part?.flag === 'F' && <> · {t.lastPart}</>}
              </span>
            )}
            <span>{t.version(message.readVersion)}</span>
            <span title={instantUtc(message.deleteAt)}>
              {message.masked
                ? t.toBeDeleted(dateUtc(message.deleteAt))
                : message.maskAt === null
                  ? t.readableUntilDeleted(dateUtc(message.deleteAt))
                  : t.readableUntilMasked(dateUtc(message.maskAt), dateUtc(message.deleteAt))}
            </span>
          </>
        }
        actions={
          role === 'analyst' || role === 'supervisor' ? (
            <>
              <ReadAgain message={message} />
              <Button variant="default" h={30} onClick={() => setLetter(true)}>
                {t.tell}
              </Button>
            </>
          ) : undefined
        }
      />
      <CarrierLetterDialog
        opened={letter}
        onClose={() => setLetter(false)}
        carrier={message.senderName}
        about={t.about(message.format, instantUtc(message.receivedAt))}
        missing={null}
        messages={[message]}
        file={`message-${message.id.slice(0, 8)}`}
      />
    </>
  )
}

import type { RedressRow } from '@entente/contracts'
import { Chip, type ChipTone } from '../../parts/chip.tsx'
import type { IconName } from '../../parts/icon.tsx'
import { Instant } from '../../parts/instant.tsx'
import { text } from '../../texts/text.ts'

const chips: Record<RedressRow['state'], { tone: ChipTone; icon: IconName }> = {
  received: { tone: 'warn', icon: 'queue' },
  'identity-check': { tone: 'warn', icon: 'second' },
  assigned: { tone: 'warn', icon: 'second' },
  decided: { tone: 'ok', icon: 'log' },
  propagating: { tone: 'warn', icon: 'network' },
  closed: { tone: 'plain', icon: 'log' },
}

/** Shows the state of a request, and that it is late. */
export function RedressChips({ request }: { request: RedressRow }) {
  return (
    <>
      <Chip {...chips[request.state]}>{text(`redress.state.${request.state}`)}</Chip>
      {request.isOverdue && (
        <Chip tone="solid" icon="circledI">
          {text('redress.overdue')}
        </Chip>
      )}
      {request.isUrgent && (
        <Chip tone="bad" icon="circledI">
          {text('redress.urgent')}
        </Chip>
      )}
    </>
  )
}

/** Shows the next time of a request: until when somebody takes it up, or until when it is answered. */
export function NextTime({ request }: { request: RedressRow }) {
  if (request.state === 'received')
    return (
      <>
        {text('redress.takeBy')} <Instant at={request.acknowledgeBy} />
      </>
    )
  if (request.outcome !== null) return <>{text(`redress.outcome.${request.outcome}`)}</>
  return (
    <>
      {text('redress.answerBy')} <Instant at={request.dueAt} />
    </>
  )
}

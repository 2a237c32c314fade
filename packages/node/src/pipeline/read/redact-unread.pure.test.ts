import { expect, test } from 'vitest'
import { clocksOf } from '../../safeguards/retention/clocks-of.ts'
import { releasedRegimes } from '../../safeguards/retention/regimes.ts'
import { redactUnreadAt } from './take-message.ts'

const received = new Date('2026-11-24T12:00:00.000Z')
const hours = (regime: string) => {
  const { maskAt, deleteAt } = clocksOf(regime, { receivedAt: received })
  const at = redactUnreadAt({ received_at: received, mask_at: maskAt, delete_at: deleteAt })
  return (at.getTime() - received.getTime()) / 3_600_000
}

test('an unread message is redacted after 72 hours, or 24 under a 48-hour regime', () => {
  expect([hours('icao'), hours('eu-pnr'), hours('eu-api-border')]).toEqual([72, 72, 24])
})

test('every regime redacts an unread message while its bytes can still be opened', () => {
  for (const { id: regime } of releasedRegimes) {
    const { maskAt, deleteAt } = clocksOf(regime, { receivedAt: received })
    const end = Math.min(maskAt?.getTime() ?? Number.POSITIVE_INFINITY, deleteAt.getTime())
    expect(received.getTime() + hours(regime) * 3_600_000, regime).toBeLessThan(end)
  }
})

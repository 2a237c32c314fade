import { RegimeId } from '@entente/contracts'
import { expect, test } from 'vitest'
import { clocksOf } from '../../safeguards/retention/regimes.ts'
import { redactUnreadAt } from './take-message.ts'

const received = new Date('2026-11-24T12:00:00.000Z')
const hours = (regime: RegimeId) => {
  const { maskAt, deleteAt } = clocksOf(regime, received)
  const at = redactUnreadAt({ received_at: received, mask_at: maskAt, delete_at: deleteAt })
  return (at.getTime() - received.getTime()) / 3_600_000
}

test('an unread message is redacted after 72 hours, under a regime of 48 hours after 24', () => {
  expect([hours('icao'), hours('eu-pnr'), hours('eu-api-border')]).toEqual([72, 72, 24])
})

test('under every regime it is redacted while its bytes can still be opened', () => {
  for (const regime of RegimeId.options) {
    const { maskAt, deleteAt } = clocksOf(regime, received)
    const end = Math.min(maskAt?.getTime() ?? Number.POSITIVE_INFINITY, deleteAt.getTime())
    expect(received.getTime() + hours(regime) * 3_600_000, regime).toBeLessThan(end)
  }
})

import type { Account } from '@entente/contracts'
import { Chip } from '../../parts/chip.tsx'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'

const chips = {
  active: { tone: 'plain', icon: 'tick' },
  suspended: { tone: 'warn', icon: 'clock' },
  disabled: { tone: 'plain', icon: 'circledCross' },
  'removal-pending': { tone: 'warn', icon: 'clock' },
} as const

/** Shows whether an account is active. For a pending removal it shows the time when the removal takes effect. */
export function AccountState({ account }: { account: Account }) {
  return (
    <>
      <Chip {...chips[account.state]}>{text(`admin.accounts.state.${account.state}`)}</Chip>
      {account.state === 'suspended' && account.pendingUntil !== null && (
        <span style={{ color: 'var(--t2)', fontSize: 12 }}>
          {' '}
          {text('admin.accounts.suspendedUntil', { at: instantHere(account.pendingUntil) })}
        </span>
      )}
      {account.state === 'removal-pending' && account.pendingUntil !== null && (
        <span style={{ color: 'var(--t2)', fontSize: 12 }}>
          {' '}
          {text('admin.accounts.pendingUntil', { at: instantHere(account.pendingUntil) })}
        </span>
      )}
    </>
  )
}

/** Names roles in words and marks those that wait for a second person. */
export function AccountRoles({ account }: { account: Account }) {
  return account.roles.map((each, place) => (
    <span key={each.role}>
      {place > 0 && ', '}
      {text(`role.${each.role}`)}
      {each.state === 'awaiting-second' && (
        <span style={{ color: 'var(--warn)', fontSize: 12 }}> ({text('admin.accounts.awaitingSecond')})</span>
      )}
    </span>
  ))
}

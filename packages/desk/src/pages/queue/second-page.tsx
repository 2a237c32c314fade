import { useSearch } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { addressOf } from '../../app/api.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { rememberList } from '../../app/remember-list.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useGo } from '../../parts/go.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import { CaseTable } from './case-table.tsx'
import { useQueue } from './use-queue.ts'

/** Cases of colleagues that wait for this person's own answer. */
export function SecondPage() {
  const all = textsOf('queue')
  const t = all.second
  const go = useGo()
  const { sel } = useSearch({ from: '/shell/second' })
  const queue = useQueue({ state: 'awaiting-second' })
  const groups = useMemo(
    () =>
      queue.groups
        .map((group) => ({ ...group, rows: group.rows.filter((row) => row.secondWanted) }))
        .filter((group) => group.rows.length > 0),
    [queue.groups],
  )
  const rows = groups.flatMap((group) => group.rows)
  useEffect(() => rememberList(rows.map((row) => row.id)), [rows])
  return (
    <Page
      title={t.title}
      label={t.label}
      flush
      head={
        <ListHead title={t.title} count={!queue.isPending && t.count(number(rows.length))}>
          {t.order}
        </ListHead>
      }
      keys={[
        { keys: ['J', 'K'], label: all.keys.move },
        { keys: ['Enter'], label: all.keys.open },
      ]}
    >
      {queue.error && rows.length === 0 ? (
        <div style={{ padding: '16px 20px' }}>
          <ProblemCard error={queue.error} onRetry={queue.refetch} />
        </div>
      ) : !queue.isPending && rows.length === 0 ? (
        <EmptyState title={t.emptyTitle} next={t.emptyNext} links={[{ to: paths.queue(), label: t.toQueue }]} />
      ) : (
        <CaseTable
          groups={groups}
          selected={sel}
          loading={queue.isPending}
          onSelect={(id) => go(addressOf(paths.second(), { sel: id }), { replace: true })}
          onOpen={(href) => go(href)}
        />
      )}
    </Page>
  )
}

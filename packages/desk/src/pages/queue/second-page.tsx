import { useSearch } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { rememberList } from '../../app/remember-list.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useGo } from '../../parts/go.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { CaseTable } from './case-table.tsx'
import { useQueue } from './use-queue.ts'

/** Lists cases of colleagues that wait for this person as the second person. */
export function SecondPage() {
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
  useEffect(
    () =>
      rememberList(
        rows.map((row) => row.id),
        (id) => ({ to: paths.second({ sel: id }), label: text('queue.second.title') }),
      ),
    [rows],
  )
  return (
    <Page
      title={text('queue.second.title')}
      label={text('queue.second.label')}
      flush
      head={
        <ListHead
          title={text('queue.second.title')}
          count={!queue.isPending && text('queue.second.count', { count: number(rows.length) })}
        >
          {text('queue.second.order')}
        </ListHead>
      }
      keys={[
        { keys: ['J', 'K'], label: text('queue.keys.move') },
        { keys: ['Enter'], label: text('queue.keys.open') },
      ]}
    >
      {queue.error && rows.length === 0 ? (
        <div style={{ padding: '16px 20px' }}>
          <ProblemCard error={queue.error} onRetry={queue.refetch} />
        </div>
      ) : !queue.isPending && rows.length === 0 ? (
        <EmptyState
          title={text('queue.second.emptyTitle')}
          next={text('queue.second.emptyNext')}
          links={[{ to: paths.queue(), label: text('queue.second.toQueue') }]}
        />
      ) : (
        <CaseTable
          groups={groups}
          gateway={null}
          selected={sel}
          loading={queue.isPending}
          onSelect={(id) => go(paths.second({ sel: id }), { replace: true })}
          onOpen={(href) => go(href)}
        />
      )}
    </Page>
  )
}

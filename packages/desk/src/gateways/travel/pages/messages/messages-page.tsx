import type { MessageList } from '@entente/contracts'
import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useDraft } from '../../../../app/drafts.ts'
import { ListHead, Page } from '../../../../app/page.tsx'
import { usePageSearch } from '../../../../app/page-address.ts'
import { useMe } from '../../../../app/session.ts'
import { usePages } from '../../../../app/use-pages.ts'
import { ChipFilter } from '../../../../parts/chip.tsx'
import { useGo } from '../../../../parts/go.ts'
import { ListBody } from '../../../../parts/list-body.tsx'
import { NewRows } from '../../../../parts/new-rows.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { SearchBox, searchedListKeys } from '../../../../parts/search-box.tsx'
import { useSteadyList } from '../../../../parts/steady-list.ts'
import { rowNames, useRows } from '../../../../parts/use-rows.ts'
import { paths } from '../../addresses/paths.ts'
import { messagesSearch } from '../../addresses/searches.ts'
import { statusChips, statusOrder } from '../../messages/message-status.tsx'
import { type Message, MessageTable } from '../../messages/message-table.tsx'
import { text } from '../../texts/index.ts'
import classes from './messages.module.css'
import { ReadAgain } from './read-again.tsx'

const idOf = (message: Message) => message.id

/** Lists the received messages, newest first. Unreadable ones are marked and can be read again. */
export function MessagesPage() {
  const me = useMe()
  const go = useGo()
  const search = usePageSearch(messagesSearch)
  const { status, sender, sel } = search
  const [words, setWords] = useDraft<string>(`search:messages:${me.purpose}`, '')
  const read = usePages<Message, MessageList>('/v1/travel/messages', { status, sender, limit: 100 }, { words })
  const [notice, setNotice] = useState('')
  const [failed, setFailed] = useState<Error | null>(null)
  const list = useSteadyList(read.first === null ? undefined : read.items, idOf, `${status} ${sender} ${words}`)
  const senders = useSenders(read.items, sender)
  const rows = useRows(
    list.rows.map((message) => ({ key: message.id, to: paths.message(message.id) })),
    sel,
    rowNames(),
    { select: (next) => go(paths.messages({ ...search, sel: next }), { replace: true }), open: go },
  )
  const filtered = status !== undefined || sender !== undefined
  const mayRead = me.role === 'analyst' || me.role === 'supervisor'
  return (
    <Page
      title={text('travel.messages.title')}
      label={text('travel.messages.tableName')}
      flush
      keys={searchedListKeys()}
      head={
        <ListHead
          title={text('travel.messages.title')}
          actions={
            <Select
              aria-label={text('travel.messages.sender')}
              className={classes.sender}
              placeholder={text('travel.messages.allSenders')}
              clearable
              data={senders}
              value={sender ?? null}
              onChange={(next) => go(paths.messages({ status, sender: next }), { replace: true })}
            />
          }
        >
          <div className={classes.bar}>
            <SearchBox
              label={text('travel.messages.search')}
              words={words}
              onSearch={(next) => setWords(next === '' ? null : next)}
              faultOf={() => null}
            />
            <ChipFilter
              label={text('travel.messages.statusFilter')}
              states={statusOrder}
              chips={statusChips}
              wordsOf={(each) =>
                text('travel.messages.filterCount', {
                  state: text(`travel.messages.filter.${each}`),
                  count: read.first?.counts?.[each] ?? null,
                })
              }
              chosen={status}
              onChoose={(next) => go(paths.messages({ sender, status: next }), { replace: true })}
            />
            <NewRows waiting={list.waiting} onShow={list.showNew} />
            <span>{text('travel.messages.order')}</span>
          </div>
        </ListHead>
      }
    >
      <p role="status" className={notice === '' ? 'visually-hidden' : classes.notice}>
        {notice}
      </p>
      {failed && (
        <div className={classes.notice}>
          <ProblemCard error={failed} />
        </div>
      )}
      <ListBody
        read={read}
        rows={list.rows}
        isEmpty={read.items.length === 0}
        awaited={12}
        empty={
          words !== ''
            ? {
                title: text('travel.messages.nothing', { words }),
                next: text('travel.messages.nothingNext'),
                clear: { label: text('list-parts.search.clear'), act: () => setWords(null) },
              }
            : filtered
              ? {
                  title: text('travel.messages.emptyFilter'),
                  next: text('travel.messages.emptyFilterNext'),
                  clear: {
                    label: text('travel.messages.clearFilter'),
                    act: () => go(paths.messages(), { replace: true }),
                  },
                }
              : { title: text('travel.messages.empty'), next: text('travel.messages.emptyNext') }
        }
        moreLabel={text('travel.messages.more')}
      >
        <MessageTable
          messages={list.rows}
          byDay
          rowOf={(message) => rows({ key: message.id, to: paths.message(message.id) })}
          {...(mayRead && {
            actOf: (message: Message) =>
              message.status === 'quarantined' || message.status === 'partly-read' ? (
                <ReadAgain
                  message={message}
                  onDone={(sentence) => {
                    setFailed(null)
                    setNotice(sentence)
                  }}
                  onFailed={setFailed}
                />
              ) : null,
          })}
        />
      </ListBody>
    </Page>
  )
}

/** Returns the senders that the rows name. Not everyone who may read messages may read the list of senders. */
function useSenders(messages: readonly Message[], chosen: string | undefined) {
  return useMemo(() => {
    const names = new Map(messages.map((message) => [message.sender, message.senderName]))
    if (chosen !== undefined && !names.has(chosen)) names.set(chosen, chosen)
    return [...names].map(([value, label]) => ({ value, label }))
  }, [messages, chosen])
}

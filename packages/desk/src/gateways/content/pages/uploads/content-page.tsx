import type { ContentCase, ContentQueue } from '@entente/contracts'
import { Button, Select } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { ListHead, Page } from '../../../../app/page.tsx'
import { usePageSearch } from '../../../../app/page-address.ts'
import { rememberList } from '../../../../app/remember-list.ts'
import { useMe } from '../../../../app/session.ts'
import { usePages } from '../../../../app/use-pages.ts'
import { WrongPurpose } from '../../../../app/wrong-purpose.tsx'
import table from '../../../../parts/data-table.module.css'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { Key } from '../../../../parts/key.tsx'
import { useKeys } from '../../../../parts/keys.ts'
import { ListBody } from '../../../../parts/list-body.tsx'
import { NewRows } from '../../../../parts/new-rows.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { Segments } from '../../../../parts/segments.tsx'
import { useSteadyList } from '../../../../parts/steady-list.ts'
import { useRows } from '../../../../parts/use-rows.ts'
import { rememberListing } from '../../addresses/list-address.ts'
import { paths } from '../../addresses/paths.ts'
import { uploadsSearch } from '../../addresses/searches.ts'
import { useLimits } from '../../care/use-care.ts'
import { useLabelSchemes } from '../../labels/use-label-names.ts'
import { text } from '../../texts/index.ts'
import { CareBar } from './care-bar.tsx'
import classes from './content.module.css'
import { UploadRow } from './upload-row.tsx'
import { type UploadsProps, UploadTiles, uploadKeys } from './upload-tiles.tsx'

const idOf = (row: ContentCase) => row.id

/** Shows the queue of uploads. Under a purpose other than content safety it explains that and reads nothing. */
export function ContentPage() {
  const { purpose } = useMe()
  if (purpose === 'content-safety') return <Uploads />
  return (
    <Page
      title={text('content.uploads.title')}
      label={text('content.uploads.label')}
      head={<ListHead title={text('content.uploads.title')} />}
    >
      <WrongPurpose title={text('content.uploads.wrongPurpose')} for={['content-safety']} />
    </Page>
  )
}

function Uploads() {
  const go = useGo()
  const search = usePageSearch(uploadsSearch)
  const { sel, incident, label } = search
  const own = useLimits()
  const view = search.view ?? own.limits.view
  const read = usePages<ContentCase, ContentQueue>('/v1/content/queue', {
    with: search.with,
    incident,
    label,
    limit: 48,
  })
  const list = useSteadyList(read.first === null ? undefined : read.items, idOf, `${search.with} ${incident} ${label}`)
  const counts = read.first?.counts
  const open = counts?.open ?? 0
  const filtered = incident !== undefined || label !== undefined || (search.with ?? 'all') !== 'all'
  const change = (next: Record<string, string | undefined>): void =>
    go(paths.content({ ...search, sel: undefined, ...next }), { replace: true })
  useEffect(() => rememberList(list.rows.map(idOf)), [list.rows])
  useEffect(() => rememberListing(search), [search])
  const otherView = view === 'tiles' ? 'list' : 'tiles'
  useKeys([{ keys: 'L', label: text('content.uploads.keys.list'), act: () => change({ view: otherView, sel }) }])
  const incidents = useMemo(
    () => new Map(read.items.flatMap(({ upload }) => (upload.incident ? [[upload.incident.id, upload.incident]] : []))),
    [read.items],
  )
  const props = {
    rows: list.rows,
    selected: sel,
    onSelect: (id: string) => go(paths.content({ ...search, sel: id }), { replace: true }),
    onOpen: (href: string) => go(href),
  }
  return (
    <Page
      title={text('content.uploads.title')}
      label={text('content.uploads.label')}
      keys={[
        { keys: ['J', 'K'], label: text('content.uploads.keys.move') },
        { keys: ['Enter'], label: text('content.uploads.keys.open') },
        { keys: ['L'], label: text(`content.uploads.views.${otherView}`) },
      ]}
      head={
        <ListHead
          title={text('content.uploads.title')}
          count={counts && text('content.uploads.count', { n: open })}
          actions={
            <>
              <LabelFilter value={label} onChange={(next) => change({ label: next })} />
              <Segments
                aria-label={text('content.uploads.withLabel')}
                value={search.with ?? 'all'}
                onChange={(next) => change({ with: next === 'all' ? undefined : next })}
                data={(['all', 'me', 'none'] as const).map((value) => ({
                  value,
                  label: text(`content.uploads.with.${value}`),
                }))}
              />
              <Segments
                aria-label={text('content.uploads.viewLabel')}
                aria-keyshortcuts="L"
                value={view}
                onChange={(next) => change({ view: next, sel })}
                data={(['tiles', 'list'] as const).map((value) => ({
                  value,
                  label: text(`content.uploads.views.${value}`),
                }))}
              />
              <Key>L</Key>
            </>
          }
        >
          <span>{text('content.uploads.order')}</span>
          <NewRows waiting={list.waiting} onShow={list.showNew} />
        </ListHead>
      }
    >
      <div className={classes.bars}>
        {[...incidents.values()].map((each) => (
          <IncidentBar
            key={each.id}
            incident={each}
            uploads={read.items.filter(({ upload }) => upload.incident?.id === each.id).length}
            only={incident === each.id}
            onOnly={(only) => change({ incident: only ? each.id : undefined })}
          />
        ))}
        <CareBar pictures={view === 'tiles'} />
      </div>
      {own.error && <ProblemCard error={own.error} />}
      <ListBody
        read={{ ...read, isPending: (read.isPending || !own.read) && !read.error && !own.error }}
        rows={own.read ? list.rows : []}
        isEmpty={own.read && read.items.length === 0}
        awaited={6}
        height={44}
        empty={
          filtered
            ? {
                title: text('content.uploads.emptyFilter'),
                next: text('content.uploads.emptyFilterNext', { open }),
                clear: {
                  label: text('content.uploads.clear'),
                  act: () => change({ with: undefined, incident: undefined, label: undefined }),
                },
              }
            : {
                title: text('content.uploads.empty'),
                next: text('content.uploads.emptyNext', { decided: counts?.decidedToday ?? 0 }),
                links: [{ to: paths.banks(), label: text('content.uploads.emptyBanks') }],
              }
        }
        moreLabel={text('content.uploads.more')}
      >
        {view === 'tiles' ? <UploadTiles {...props} /> : <UploadList {...props} />}
      </ListBody>
      <footer className={classes.foot}>
        {read.first !== null && read.first.leftToOthers > 0 && (
          <p>
            {text('content.uploads.leftToOthers', { n: read.first.leftToOthers })}{' '}
            <GoLink to={paths.me()}>{text('content.uploads.choices')}</GoLink>
          </p>
        )}
        <p>
          <GoLink to={paths.queue({ state: 'decided' })}>{text('content.uploads.decided')}</GoLink>
        </p>
        <p>{text('content.uploads.support')}</p>
      </footer>
    </Page>
  )
}

/** Filters the uploads by label. */
function LabelFilter({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (label: string | undefined) => void
}) {
  const { data } = useLabelSchemes()
  const options = new Map<string, string>(
    (data?.schemes ?? []).flatMap(({ scheme, labels }) =>
      labels.map(({ code, name }) => [`${scheme}:${code}`, name] as const),
    ),
  )
  if (value !== undefined && !options.has(value)) options.set(value, value)
  return (
    <Select
      aria-label={text('content.uploads.labelFilter')}
      placeholder={text('content.uploads.anyLabel')}
      clearable
      searchable
      w={210}
      styles={{ input: { blockSize: 30, minBlockSize: 30 } }}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      data={[...options].map(([key, name]) => ({ value: key, label: name }))}
    />
  )
}

interface Props {
  incident: { id: string; name: string }
  uploads: number
  only: boolean
  onOnly: (only: boolean) => void
}

/** Shows an incident that has uploads in the queue. */
function IncidentBar({ incident, uploads, only, onOnly }: Props) {
  return (
    <div className={classes.incident}>
      <Icon name="flag" />
      <span>
        <strong>
          <bdi>{text('content.uploads.incidentOpen', { name: incident.name })}</bdi>
        </strong>{' '}
        {text('content.uploads.incidentFirst', { n: uploads })}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => onOnly(!only)}>
        {only ? text('content.uploads.incidentAll') : text('content.uploads.incidentOnly')}
      </Button>
    </div>
  )
}

/** Shows the uploads as a table without pictures. */
function UploadList({ rows, selected, onSelect, onOpen }: UploadsProps) {
  const rowProps = useRows(
    rows.map((row) => ({ key: row.id, to: paths.case(row.id) })),
    selected,
    uploadKeys(),
    { select: onSelect, open: onOpen },
  )
  return (
    <div className={classes.list}>
      <table className={`${table.table} ${table.rows}`} style={{ minInlineSize: 860 }}>
        <caption className="visually-hidden">{text('content.uploads.label')}</caption>
        <thead>
          <tr>
            {(['due', 'upload', 'difference', 'sources', 'came', 'with'] as const).map((column) => (
              <th key={column} scope="col">
                {text(`content.uploads.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <UploadRow key={row.id} row={row} {...rowProps({ key: row.id, to: paths.case(row.id) })} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

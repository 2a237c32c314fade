import type { CaseLinks, LinkKind } from '@entente/contracts'
import { useMemo, useState } from 'react'
import type { DeskGateway } from '../../../app/gateway.ts'
import { useRead } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import { Icon } from '../../../parts/icon.tsx'
import { Key } from '../../../parts/key.tsx'
import { useKeys } from '../../../parts/keys.ts'
import lines from '../../../parts/lines.module.css'
import { Loading } from '../../../parts/loading.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import toggle from '../../../parts/toggle.module.css'
import { text } from '../../../texts/text.ts'
import { LinkPicture, linkIcons } from './link-picture.tsx'
import { LinkTable } from './link-table.tsx'
import classes from './links.module.css'
import { detailKinds, picturedPart, withoutKinds } from './links-of.ts'

interface Props {
  caseId: string
  gateway: DeskGateway
  table: boolean
  onTable: (table: boolean) => void
}

/** Shows who shares a detail with the subject of a case, as a picture or as a table with the same contents and filters. */
export function LinksPanel({ caseId, gateway, table, onTable }: Props) {
  const { data, error, refetch } = useRead<CaseLinks>(`/v1/cases/${caseId}/links`)
  const [hidden, setHidden] = useState<ReadonlySet<LinkKind>>(new Set())
  const { member, memberName } = useMe()
  const links = useMemo(() => {
    if (!data) return null
    // A signal is named by its source: a list, or a member.
    const nodes = data.nodes.map((node) =>
      node.kind === 'signal' && node.label === member ? { ...node, label: memberName } : node,
    )
    return withoutKinds({ nodes, edges: data.edges }, hidden)
  }, [data, hidden, member, memberName])
  const shown = useMemo(() => links && picturedPart(links), [links])
  useKeys([{ keys: 'V', label: text('case.links.keys.view'), act: () => onTable(!table) }])
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />
  if (!data || !links || !shown) return <Loading rows={6} height={44} />
  // A gateway without links has no nodes at all.
  if (data.nodes.length === 0) return null
  const kinds = detailKinds.filter((kind) => data.nodes.some((node) => node.kind === kind))
  const people = links.nodes.slice(1).filter(({ kind }) => kind === 'person' || kind === 'case').length
  const details = links.nodes.filter(({ kind }) => (detailKinds as readonly LinkKind[]).includes(kind)).length
  const showOrHide = (kind: LinkKind): void => {
    const next = new Set(hidden)
    if (!next.delete(kind)) next.add(kind)
    setHidden(next)
  }
  return (
    <Panel
      title={text('case.links.title')}
      note={text('case.links.counts', { people, details })}
      flush
      actions={
        <div className={classes.controls}>
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className={toggle.toggle}
              aria-pressed={!hidden.has(kind)}
              onClick={() => showOrHide(kind)}
            >
              <Icon name={linkIcons[kind]} size={12} /> {text(`case.links.filters.${kind}`)}
            </button>
          ))}
          <fieldset className={classes.views}>
            <legend className="visually-hidden">{text('case.links.view')}</legend>
            <button type="button" className={toggle.toggle} aria-pressed={!table} onClick={() => onTable(false)}>
              {text('case.links.asPicture')}
            </button>
            <button type="button" className={toggle.toggle} aria-pressed={table} onClick={() => onTable(true)}>
              {text('case.links.asTable')} <Key>V</Key>
            </button>
          </fieldset>
        </div>
      }
    >
      {links.nodes.length === 1 ? (
        <p className={classes.empty}>{text('case.links.none')}</p>
      ) : table ? (
        <LinkTable links={links} gateway={gateway} />
      ) : (
        <LinkPicture links={shown} onTable={() => onTable(true)} />
      )}
      <div className={classes.foot}>
        {!table && (
          <ul className={classes.legend}>
            {(['same', 'shared', 'hit'] as const).map((kind) => (
              <li key={kind}>
                <svg width="24" height="8" aria-hidden="true" focusable="false" className={classes.lines}>
                  <line data-kind={kind} x1="0" y1="4" x2="24" y2="4" />
                </svg>{' '}
                {text(`case.links.lines.${kind}`)}
              </li>
            ))}
          </ul>
        )}
        <p className={lines.dim}>
          {links.nodes.length > shown.nodes.length &&
            `${text('case.links.more', { count: links.nodes.length - shown.nodes.length })} `}
          {!data.complete && `${text('case.links.incomplete')} `}
          {text('case.links.agency')} {text('case.links.noEvidence')}
        </p>
      </div>
    </Panel>
  )
}

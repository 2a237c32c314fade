import type { CaseDetail } from '@entente/contracts'
import { type CaseParts, type DeskGateway, wordsOf } from '../../app/gateway.ts'
import { reviewers } from '../../app/navigation.ts'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import type { HitView } from '../../evidence/hit-source.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import lines from '../../parts/lines.module.css'
import { text } from '../../texts/text.ts'
import { AnswersPanel } from './answers-panel.tsx'
import classes from './case.module.css'
import type { CaseTab } from './case-tabs.tsx'
import { HistoryTab } from './history/history-tab.tsx'
import { HitEvidence } from './hit-evidence.tsx'
import { LinksPanel } from './links/links-panel.tsx'

export interface BodyProps {
  detail: CaseDetail
  gateway: DeskGateway
  parts: CaseParts
  tab: CaseTab
  view: HitView | undefined
  weights: boolean
  onWeights: () => void
  /** True if the links are shown as a table. */
  table: boolean
  onTable: (table: boolean) => void
  /** The message that is shown, in the tab of messages. */
  message: string | undefined
  onMessage: (message?: string) => void
  reread: () => Promise<void>
}

/** Shows the open tab of a case: the evidence, the journey and links, the messages, or the history. */
export function CaseBody(props: BodyProps) {
  const { detail, gateway, parts, tab } = props
  return (
    <div id="case-panel" role="tabpanel" aria-labelledby={`case-tab-${tab}`} className={classes.body}>
      {detail.record.masked && <MaskedNotice detail={detail} gateway={gateway} parts={parts} />}
      <TabContent {...props} />
    </div>
  )
}

function TabContent({ detail, gateway, parts, tab, view, table, onTable, message, onMessage, ...rest }: BodyProps) {
  const { Evidence, Above, Below, Record, Origin } = parts
  const { Journey, Messages } = parts.caseTabs ?? {}
  if (tab === 'history') return <HistoryTab detail={detail} gateway={gateway} reread={rest.reread} />
  if (tab === 'links')
    return (
      <>
        {Journey && <Journey detail={detail} />}
        <LinksPanel caseId={detail.id} gateway={gateway} table={table} onTable={onTable} />
        {Record && <Record detail={detail} />}
      </>
    )
  if (tab === 'messages')
    return (
      <>
        {Messages && <Messages detail={detail} shown={message} onShow={onMessage} />}
        <AnswersPanel answers={detail.answers} gateway={gateway} parts={parts} />
        {Origin && <Origin detail={detail} />}
      </>
    )
  if (Evidence) return <Evidence detail={detail} />
  if (!view) return <p>{text('case.partMissing', { part: text('case.hits') })}</p>
  const { weights, onWeights } = rest
  return (
    <>
      {Above && <Above detail={detail} />}
      <HitEvidence {...{ detail, gateway, parts, view, weights, onWeights }} onMessage={() => onMessage()} />
      {Below && <Below detail={detail} />}
    </>
  )
}

function MaskedNotice({ detail, gateway, parts: { MaskedNote } }: Pick<BodyProps, 'detail' | 'gateway' | 'parts'>) {
  const words = wordsOf(gateway)
  const { role } = useMe()
  return (
    <div className={lines.notice}>
      <p>
        <Icon name="hatched" size={14} /> <strong>{words('case.maskedTitle')}</strong> {words('case.maskedText')}
      </p>
      {MaskedNote && <MaskedNote detail={detail} />}
      {reviewers.includes(role) && (
        <p>
          <GoLink to={paths.unmaskingNew({ case: detail.id })}>{text('case.askToUnmask')}</GoLink>
        </p>
      )}
    </div>
  )
}

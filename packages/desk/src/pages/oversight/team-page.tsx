import { ChangesPanel } from '../../app/changes-panel.tsx'
import { ListHead, Page } from '../../app/page.tsx'
import { text } from '../../texts/text.ts'
import { Alarms } from './alarms.tsx'

/** Lists what waits for a supervisor besides cases: changes of accounts and roles, and alarms. */
export function TeamPage() {
  return (
    <Page
      title={text('admin.team.title')}
      label={text('admin.team.title')}
      head={<ListHead title={text('admin.team.title')}>{text('admin.team.what')}</ListHead>}
    >
      <div style={{ maxInlineSize: 1100 }}>
        <ChangesPanel />
        <Alarms />
      </div>
    </Page>
  )
}

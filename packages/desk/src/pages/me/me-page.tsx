import { ListHead, Page } from '../../app/page.tsx'
import { useMe } from '../../app/session.ts'
import { CareForm } from '../../gateways/content/care/care-form.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { Panel } from '../../parts/panel.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { PasswordForm } from './password-form.tsx'
import { PreferenceForm } from './preference-form.tsx'

/** Preferences, who one is here, one's password. */
export function MePage() {
  const t = textsOf('me')
  const roles = textsOf('roleNames')
  const me = useMe()
  return (
    <Page title={t.title} label={t.content} head={<ListHead title={t.title}>{t.what}</ListHead>}>
      <div style={{ maxInlineSize: 640 }}>
        <Panel title={t.title}>
          <PreferenceForm />
        </Panel>
        {(me.role === 'analyst' || me.role === 'supervisor') && (
          <Panel title={t.care.title}>
            <CareForm />
          </Panel>
        )}
        <Panel title={t.password.title}>
          <PasswordForm />
        </Panel>
        <Panel title={t.who}>
          <FactList
            facts={[
              { name: t.name, value: <bdi>{me.name}</bdi> },
              { name: t.role, value: roles[me.role] },
              { name: t.roles, value: me.roles.map((role) => roles[role]).join(', ') },
              { name: t.teams, value: me.teams.length === 0 ? t.noTeams : <bdi>{me.teams.join(', ')}</bdi> },
              { name: t.member, value: <bdi>{me.memberName}</bdi> },
            ]}
          />
        </Panel>
      </div>
    </Page>
  )
}

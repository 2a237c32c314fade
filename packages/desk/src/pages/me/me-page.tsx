import type { PersonKey } from '@entente/contracts'
import { Suspense } from 'react'
import { api } from '../../app/api.ts'
import { useGateways } from '../../app/gateway.ts'
import { reviewers } from '../../app/navigation.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { markStale, useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { FactList } from '../../parts/fact-list.tsx'
import { Panel } from '../../parts/panel.tsx'
import { PersonKeysPanel } from '../../parts/person-keys-panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { enumerate } from '../../texts/lists.ts'
import { text } from '../../texts/text.ts'
import { CredentialsPanel } from './credentials-panel.tsx'
import { NewKeyPanel } from './new-key-panel.tsx'
import { PasswordForm } from './password-form.tsx'
import { PlantedResultsPanel } from './planted-results-panel.tsx'
import { PreferenceForm } from './preference-form.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import { SuspendPanel } from './suspend-panel.tsx'

/** Shows the signed-in person's preferences, account and password form. */
export function MePage() {
  const me = useMe()
  const gateways = useGateways()
  const keys = useRead<{ items: PersonKey[] }>('/v1/me/keys')
  return (
    <Page
      title={text('me.title')}
      label={text('me.content')}
      head={<ListHead title={text('me.title')}>{text('me.what')}</ListHead>}
    >
      <div style={{ maxInlineSize: 640 }}>
        <Panel title={text('me.title')}>
          <PreferenceForm />
        </Panel>
        {gateways.map(
          ({ kind, Preferences }) =>
            Preferences && (
              <Suspense key={kind}>
                <Preferences />
              </Suspense>
            ),
        )}
        <Panel title={text('me.password.title')}>
          <PasswordForm />
        </Panel>
        {reviewers.includes(me.role) && <PlantedResultsPanel />}
        <CredentialsPanel />
        <SessionsPanel />
        <ReadState read={keys} rows={2} />
        {keys.data && (
          <PersonKeysPanel
            keys={keys.data.items}
            onEnd={async (id) => {
              await api.delete(`/v1/me/keys/${id}`)
              markStale('/v1/me/keys')
            }}
          />
        )}
        <NewKeyPanel />
        <SuspendPanel />
        <Panel title={text('me.who')}>
          <FactList
            facts={[
              { name: text('me.name'), value: <bdi>{me.name}</bdi> },
              { name: text('me.role'), value: text(`role.${me.role}`) },
              { name: text('me.roles'), value: enumerate(me.roles.map((role) => text(`role.${role}`))) },
              {
                name: text('me.teams'),
                value: me.teams.length === 0 ? text('me.noTeams') : <bdi>{me.teams.join(', ')}</bdi>,
              },
              { name: text('me.member'), value: <bdi>{me.memberName}</bdi> },
            ]}
          />
        </Panel>
      </div>
    </Page>
  )
}

import type { Authority } from '@entente/contracts'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'

type Grant = Authority['grants'][number]

/** Shows every role in force with the people who agreed to it, and how many people of each role must remain. */
export function AuthorityPage() {
  const read = useRead<Authority>('/v1/people/authority')
  const { data } = read
  return (
    <OversightFrame title={text('authority.title')} count={data && number(data.grants.length)}>
      <ReadState read={read} rows={6} />
      {data && (
        <>
          <p style={{ marginBlockEnd: 12 }}>
            {text(data.people === 'complete' ? 'authority.complete' : 'authority.singleOperator')}{' '}
            {data.foundingUntil !== null && text('authority.founding', { at: instantHere(data.foundingUntil) })}
          </p>
          <Grants grants={data.grants} />
          <Floors floors={data.floors} />
        </>
      )}
    </OversightFrame>
  )
}

function Grants({ grants }: { grants: readonly Grant[] }) {
  return (
    <Panel title={text('authority.grants')} note={grants.length} flush>
      <DataTable
        name={text('authority.grants')}
        columns={[
          text('authority.column.person'),
          text('authority.column.role'),
          text('authority.column.granted'),
          text('authority.column.factors'),
        ]}
        minWidth={760}
        stacks
      >
        {grants.map((grant) => (
          <tr key={`${grant.account.id} ${grant.role}`}>
            <th scope="row" className={table.wrap}>
              <bdi>{grant.person.name}</bdi>
              <bdi className={table.dim} style={{ display: 'block', fontWeight: 400 }}>
                {grant.account.name}
              </bdi>
            </th>
            <td>{text(`role.${grant.role}`)}</td>
            <td className={table.wrap}>
              {grant.proof === 'unsigned' ? <strong>{howOf(grant)}</strong> : <bdi>{howOf(grant)}</bdi>}{' '}
              <span className={table.dim}>{text('authority.since', { at: instantHere(grant.since) })}</span>
            </td>
            <td className={table.wrap}>
              {grant.factors.length === 0
                ? text('authority.factor.none')
                : grant.factors.map((kind) => text(`authority.factor.${kind}`)).join(', ')}
              {grant.suspendedUntil !== null && (
                <span style={{ display: 'block' }}>
                  {text('authority.suspended', { at: instantHere(grant.suspendedUntil) })}
                </span>
              )}
              {grant.recoveredUntil !== null && (
                <span style={{ display: 'block' }}>
                  {text('authority.recovered', { at: instantHere(grant.recoveredUntil) })}
                </span>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

function howOf({ how, grantedBy, consents }: Grant): string {
  if (how === 'past-quorum') return text('authority.how.pastQuorum')
  // Only before the end of founding a role needs nobody who agrees.
  if (how === 'founding' || consents.length === 0) return text('authority.how.founding')
  return text('authority.how.quorum', { by: grantedBy?.name ?? '', names: consents.map(({ name }) => name).join(', ') })
}

function Floors({ floors }: { floors: Authority['floors'] }) {
  return (
    <Panel title={text('authority.floors.title')} flush>
      <DataTable
        name={text('authority.floors.title')}
        columns={[
          text('authority.column.role'),
          { head: text('authority.floors.people'), number: true },
          { head: text('authority.floors.passkey'), number: true },
          { head: text('authority.floors.fewest'), number: true },
        ]}
      >
        {floors.map(({ role, people, withPasskey, fewest }) => (
          <tr key={role}>
            <th scope="row">{text(`role.${role}`)}</th>
            <td className={table.number}>{number(people)}</td>
            <td className={table.number}>{number(withPasskey)}</td>
            <td className={table.number}>{number(fewest)}</td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

import type { AgreementPreview } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import layout from '../../parts/form.module.css'
import { GoLink } from '../../parts/go-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'

/** Previews which signals would leave this node if every party signed the agreement. */
export function AgreementPreviewPanel({ id }: { id: string }) {
  const read = useRead<AgreementPreview>(`/v1/agreements/${id}/preview`)
  const rows = (read.data?.to ?? []).flatMap(({ member, kinds: counts }) =>
    counts.filter(({ shared, possible }) => shared + possible > 0).map((count) => ({ member, ...count })),
  )
  const first = read.data?.to.flatMap((to) => to.first.map((one) => ({ ...one, member: to.member }))) ?? []
  return (
    <Panel title={text('agreements.one.preview.title')} note={text('agreements.one.preview.note')} flush>
      {read.error && <ProblemCard error={read.error} />}
      {read.isPending && <Loading rows={3} height={34} />}
      {read.data && rows.length === 0 && (
        <p style={{ padding: '10px 12px' }}>{text('agreements.one.preview.nothing')}</p>
      )}
      {rows.length > 0 && (
        <DataTable
          name={text('agreements.one.preview.title')}
          columns={[
            text('agreements.one.preview.to'),
            text('agreements.one.preview.kind'),
            { head: text('agreements.one.preview.shared'), number: true },
            { head: text('agreements.one.preview.possible'), number: true },
          ]}
        >
          {rows.map(({ member, kind, shared, possible }) => (
            <tr key={`${member} ${kind}`}>
              <th scope="row" className={table.wrap}>
                <bdi>{member}</bdi>
              </th>
              <td className={table.wrap}>{text(`signals.kind.${kind}`)}</td>
              <td className={table.number}>{number(shared)}</td>
              <td className={table.number}>{number(possible)}</td>
            </tr>
          ))}
        </DataTable>
      )}
      {read.data && (
        <div style={{ display: 'grid', gap: 6, padding: '10px 12px' }}>
          <p className={layout.under}>
            {text('agreements.one.preview.asked', { n: read.data.asked, more: read.data.truncated })}
          </p>
          {rows.length > 0 && <p className={layout.under}>{text('agreements.one.preview.explain')}</p>}
          {first.length > 0 && (
            <>
              <p className={layout.under}>{text('agreements.one.preview.first')}</p>
              <ul>
                {first.map((one) => (
                  <li key={`${one.member} ${one.id}`}>
                    <GoLink to={paths.signal(one.id)}>
                      <bdi>{one.label}</bdi>
                    </GoLink>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </Panel>
  )
}

import type { AgreementPreview } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import layout from '../../parts/form.module.css'
import { GoLink } from '../../parts/go-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'

/** What would leave this node if every party signed the agreement as it stands now, told before anybody does. */
export function AgreementPreviewPanel({ id }: { id: string }) {
  const t = textsOf('agreements').one.preview
  const kinds = textsOf('signals').kind
  const read = useRead<AgreementPreview>(`/v1/agreements/${id}/preview`)
  const rows = (read.data?.to ?? []).flatMap(({ member, kinds: counts }) =>
    counts.filter(({ shared, possible }) => shared + possible > 0).map((count) => ({ member, ...count })),
  )
  const first = read.data?.to.flatMap((to) => to.first.map((one) => ({ ...one, member: to.member }))) ?? []
  return (
    <Panel title={t.title} note={t.note} flush>
      {read.error && <ProblemCard error={read.error} />}
      {read.isPending && <Loading rows={3} height={34} />}
      {read.data && rows.length === 0 && <p style={{ padding: '10px 12px' }}>{t.nothing}</p>}
      {rows.length > 0 && (
        <table className={table.table}>
          <caption className="visually-hidden">{t.title}</caption>
          <thead>
            <tr>
              <th scope="col">{t.to}</th>
              <th scope="col">{t.kind}</th>
              <th scope="col" className={table.number}>
                {t.shared}
              </th>
              <th scope="col" className={table.number}>
                {t.possible}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ member, kind, shared, possible }) => (
              <tr key={`${member} ${kind}`}>
                <th scope="row" className={table.wrap}>
                  <bdi>{member}</bdi>
                </th>
                <td className={table.wrap}>{kinds[kind]}</td>
                <td className={table.number}>{number(shared)}</td>
                <td className={table.number}>{number(possible)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {read.data && (
        <div style={{ display: 'grid', gap: 6, padding: '10px 12px' }}>
          <p className={layout.under}>{t.asked(read.data.asked, read.data.truncated)}</p>
          {rows.length > 0 && <p className={layout.under}>{t.explain}</p>}
          {first.length > 0 && (
            <>
              <p className={layout.under}>{t.first}</p>
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

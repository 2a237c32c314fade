import { type DeskGateway, wordsOf } from '../../../app/gateway.ts'
import { DataTable } from '../../../parts/data-table.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { text } from '../../../texts/text.ts'
import { dateUtc } from '../../../texts/times.ts'
import { nodeName } from './link-words.ts'
import classes from './links.module.css'
import { type Links, rowsOf } from './links-of.ts'

/** Lists the links: the detail, who shares it, where, on which day, and their case. It has all that the picture has, and more. */
export function LinkTable({ links, gateway }: { links: Links; gateway: DeskGateway }) {
  const words = wordsOf(gateway)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={text('case.links.table')}>
      <DataTable
        name={text('case.links.table')}
        minWidth={640}
        columns={(['link', 'detail', 'who', 'where', 'day', 'case'] as const).map((name) =>
          words(`case.links.columns.${name}`),
        )}
      >
        {rowsOf(links).map(({ id, kind, detail, who }) => (
          <tr key={id}>
            <th scope="row">
              {kind === 'shared'
                ? text(`case.links.kinds.${detail.kind}`, { people: detail.people ?? 0 })
                : text(`case.links.lines.${kind}`)}
            </th>
            <td>
              <bdi>{nodeName(detail)}</bdi>
            </td>
            <td>{who.href === null ? <bdi>{nodeName(who)}</bdi> : <GoLink to={who.href}>{nodeName(who)}</GoLink>}</td>
            <td>
              <bdi dir="ltr">{who.where ?? '–'}</bdi>
            </td>
            <td>{who.day === null ? '–' : dateUtc(who.day)}</td>
            <td>
              <bdi dir="ltr">{who.reference ?? '–'}</bdi>
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  )
}

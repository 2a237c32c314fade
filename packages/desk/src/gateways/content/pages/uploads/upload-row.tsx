import type { ContentCase } from '@entente/contracts'
import type { ComponentProps } from 'react'
import { SentenceOfNode } from '../../../../app/sentence-of-node.tsx'
import { useMe } from '../../../../app/session.ts'
import { AgreementBand } from '../../../../evidence/agreement-band.tsx'
import { Due } from '../../../../evidence/due.tsx'
import { useNow } from '../../../../parts/clock.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { instantUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { useLabelNames } from '../../labels/use-label-names.ts'
import { differenceWords, mediaBand } from '../../match/media-words.ts'
import { text } from '../../texts/index.ts'
import { kindOf, kindWords } from '../../upload/kind-words.ts'
import { ageWords } from './age-words.ts'
import classes from './content.module.css'

/** Shows an upload as a row of two lines, with its kind and the reason of its case. It loads no picture. */
export function UploadRow({ row, ...rest }: { row: ContentCase } & ComponentProps<'tr'>) {
  const me = useMe()
  const nameOf = useLabelNames()
  const now = useNow(60_000)
  const { upload } = row
  const { nearest } = upload
  const [why] = row.rank.because
  return (
    <tr {...rest}>
      <td>
        <Due dueAt={row.dueAt} stacked />
      </td>
      <th scope="row" className={classes.what}>
        <GoLink to={paths.case(row.id)} tabIndex={-1}>
          {upload.labels.map(nameOf).join(', ') || text('content.uploads.noLabel')}
        </GoLink>
        <small>
          {upload.incident && (
            <>
              <Icon name="flag" size={12} /> {text('content.uploads.incident')} ·{' '}
            </>
          )}
          {kindWords(kindOf(upload.kind, nearest?.type), upload.duration)} ·{' '}
          {why ? <SentenceOfNode sentence={why} /> : row.reference}
        </small>
      </th>
      <td>
        <span className={classes.lines}>
          {nearest &&
            (nearest.exact ? <strong>{differenceWords(nearest)}</strong> : <AgreementBand band={mediaBand(nearest)} />)}
          {nearest && !nearest.exact && <small>{differenceWords(nearest)}</small>}
        </span>
      </td>
      <td>{text('content.uploads.sources', { n: upload.sources })}</td>
      <td title={instantUtc(upload.receivedAt)}>{ageWords(upload.receivedAt, now)}</td>
      <td>
        {row.assignedTo === null ? (
          <>
            <span aria-hidden="true">–</span>
            <span className="visually-hidden">{text('content.uploads.nobody')}</span>
          </>
        ) : row.assignedTo === me.person ? (
          text('content.uploads.you')
        ) : (
          <bdi>{row.assignedName}</bdi>
        )}
      </td>
    </tr>
  )
}

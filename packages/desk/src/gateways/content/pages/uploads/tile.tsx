import type { ContentCase } from '@entente/contracts'
import type { ComponentProps } from 'react'
import { Due } from '../../../../evidence/due.tsx'
import { useNow } from '../../../../parts/clock.ts'
import { cx } from '../../../../parts/cx.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { instantUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { useLabelNames } from '../../labels/use-label-names.ts'
import { differenceWords } from '../../match/media-words.ts'
import { text } from '../../texts/index.ts'
import { BlurredPicture } from '../../upload/blurred-picture.tsx'
import { kindIcon, kindOf, kindWords } from '../../upload/kind-words.ts'
import scrim from '../../upload/scrim.module.css'
import { ageWords } from './age-words.ts'
import classes from './content.module.css'

interface Props extends Omit<ComponentProps<typeof GoLink>, 'to' | 'children'> {
  row: ContentCase
  selected: boolean
}

/** Shows one upload: its blurred grey picture, its labels, its distance to the nearest signal and its age. */
export function Tile({ row, selected, ...rest }: Props) {
  const nameOf = useLabelNames()
  const now = useNow(60_000)
  const { upload } = row
  const kind = kindOf(upload.kind, upload.nearest?.type)
  return (
    <GoLink {...rest} to={paths.case(row.id)} className={classes.tile} data-selected={selected || undefined}>
      <BlurredPicture caseId={row.id} there={upload.picture} />
      <span className={cx(scrim.scrim, classes.kind)}>
        <Icon name={kindIcon(kind)} size={13} />
        {kindWords(kind, upload.duration)}
      </span>
      {upload.incident && (
        <span className={cx(scrim.scrim, classes.flag)}>
          <Icon name="flag" size={13} />
          {text('content.uploads.incident')}
        </span>
      )}
      <span className={classes.under}>
        <span className={classes.name}>{upload.labels.map(nameOf).join(', ') || text('content.uploads.noLabel')}</span>
        <span className={classes.difference}>{upload.nearest && differenceWords(upload.nearest)}</span>
        <span className={classes.last}>
          <span>{text('content.uploads.sources', { n: upload.sources })}</span>
          {row.dueAt === null ? (
            <span title={instantUtc(upload.receivedAt)}>{ageWords(upload.receivedAt, now)}</span>
          ) : (
            <Due dueAt={row.dueAt} />
          )}
        </span>
      </span>
    </GoLink>
  )
}

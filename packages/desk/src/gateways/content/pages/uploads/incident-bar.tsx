import { Button } from '@mantine/core'
import { Icon } from '../../../../parts/icon.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import classes from './content.module.css'

interface Props {
  incident: { id: string; name: string }
  uploads: number
  only: boolean
  onOnly: (only: boolean) => void
}

/** An incident that has uploads in the queue. */
export function IncidentBar({ incident, uploads, only, onOnly }: Props) {
  const t = textsOf('content')
  return (
    <div className={classes.incident}>
      <Icon name="flag" />
      <span>
        <strong>
          <bdi>{t.incidentOpen(incident.name)}</bdi>
        </strong>{' '}
        {t.incidentFirst(uploads)}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => onOnly(!only)}>
        {only ? t.incidentAll : t.incidentOnly}
      </Button>
    </div>
  )
}

import { Button } from '@mantine/core'
import { Icon } from '../../../../parts/icon.tsx'
import { text } from '../../texts/index.ts'
import classes from './content.module.css'

interface Props {
  incident: { id: string; name: string }
  uploads: number
  only: boolean
  onOnly: (only: boolean) => void
}

/** An incident that has uploads in the queue. */
export function IncidentBar({ incident, uploads, only, onOnly }: Props) {
  return (
    <div className={classes.incident}>
      <Icon name="flag" />
      <span>
        <strong>
          <bdi>{text('content.queue.incidentOpen', { name: incident.name })}</bdi>
        </strong>{' '}
        {text('content.queue.incidentFirst', { n: uploads })}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => onOnly(!only)}>
        {only ? text('content.queue.incidentAll') : text('content.queue.incidentOnly')}
      </Button>
    </div>
  )
}

import type { Incident } from '@entente/contracts'

/** Whether an incident runs at this moment. */
export function incidentState({ startsAt, endsAt }: Incident, now: number): 'running' | 'ended' | 'later' {
  if (endsAt !== null && Date.parse(endsAt) <= now) return 'ended'
  return Date.parse(startsAt) > now ? 'later' : 'running'
}

import { instantHere, instantUtc } from '../texts/times.ts'

/** Shows a time with its date in the desk's zone. The hint shows it in UTC. */
export function Instant({ at, seconds }: { at: string | number; seconds?: boolean }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={instantUtc(at, seconds)}>
      {instantHere(at, seconds)}
    </time>
  )
}

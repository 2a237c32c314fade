/** One object of a request: `version` as stored, or as given where it was refused. */
export interface StatusDetail {
  id: string
  version: string
  message?: string
}
/** A status resource (TAXII 2.1, 4.3). Everything is done before it is answered: nothing is ever pending. */
export function statusOf(
  id: string,
  at: string,
  successes: readonly StatusDetail[],
  failures: readonly StatusDetail[],
) {
  return {
    id,
    status: 'complete',
    request_timestamp: at,
    total_count: successes.length + failures.length,
    success_count: successes.length,
    successes,
    failure_count: failures.length,
    failures,
    pending_count: 0,
    pendings: [],
  }
}

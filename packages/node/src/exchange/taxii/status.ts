/** The outcome for one object of a request. `version` is the stored one, or the given one if it was refused. */
export interface StatusDetail {
  id: string
  version: string
  message?: string
}
/** Makes a status resource (TAXII 2.1, 4.3). Objects are processed before the answer, so none is pending. */
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

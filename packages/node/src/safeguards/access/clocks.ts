/**
 * The regime and the times that decide under which key a value is sealed. A row with these columns fits. Class a ends at
 * `mask_at`, or at `delete_at` if the record is never masked; class b ends at `delete_at`; raw bytes end like class a. Times in
 * the past are allowed.
 */
export interface RecordClocks {
  regime: string
  mask_at: Date | null
  delete_at: Date
}
/** Returns the clocks of a row without its other columns. */
export const clocksIn = ({ regime, mask_at, delete_at }: RecordClocks): RecordClocks => ({ regime, mask_at, delete_at })

/** The clocks of a secret among the settings, which is kept until somebody changes it. */
export const noClock = null
export type Clocks = RecordClocks | typeof noClock

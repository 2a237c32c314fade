/** Options of every command about signals. */
export interface SignalOptions {
  purpose?: string
  json?: boolean
}

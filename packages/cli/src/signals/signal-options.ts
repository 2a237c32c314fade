/** The options that every command about signals has. */
export interface SignalOptions {
  purpose?: string
  json?: boolean
}

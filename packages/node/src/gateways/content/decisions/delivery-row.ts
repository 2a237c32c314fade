/** What a delivery keeps sealed: where it goes, and the event as JSON, but for its number. */
export interface DeliveryBody {
  text: { url: string | null; body: string } | null
}

/** Sealed content of a delivery: its address, and the event as JSON without its number. */
export interface DeliveryBody {
  text: { url: string | null; body: string } | null
}

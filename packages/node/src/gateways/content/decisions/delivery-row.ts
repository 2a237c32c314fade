import { classesOf } from '../../../safeguards/access/field-classes.ts'
/** Sealed content of a delivery: its address, and the event as JSON without its number. */
export interface DeliveryBody {
  text: { url: string | null; body: string } | null
}

export const deliveryClasses = classesOf<DeliveryBody>()('content_delivery', { text: 'masked' })

import { classesOf } from '../../safeguards/access/field-classes.ts'
import type { DeliveryBody } from './decisions/delivery-row.ts'
import type { ItemBody } from './items/read-items.ts'
import type { UploadBody } from './uploads/upload-row.ts'

// Regimes of platforms mask nothing before they delete. A regime that masks would mask all of these.
export const uploadClasses = classesOf<UploadBody>()('upload', { text: 'masked' })
export const itemClasses = classesOf<ItemBody>()('bank_item', { text: 'masked' })
export const opinionClasses = classesOf<{ text: string | null }>()('item_opinion', { text: 'masked' })
export const deliveryClasses = classesOf<DeliveryBody>()('content_delivery', { text: 'masked' })

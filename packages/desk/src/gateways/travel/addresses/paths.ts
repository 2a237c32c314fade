import { addressOf } from '../../../app/api.ts'
import { paths as desk, type PathSearch } from '../../../app/paths.ts'

/** The addresses of this gateway's pages and of the desk's pages. */
export const paths = {
  ...desk,
  flights: (search: PathSearch = {}) => addressOf('/flights', search),
  flight: (key: string) => `/flights/${encodeURIComponent(key)}`,
  messages: (search: PathSearch = {}) => addressOf('/messages', search),
  message: (id: string, search: PathSearch = {}) => addressOf(`/messages/${id}`, search),
  record: (id: string) => `/records/${id}`,
}
